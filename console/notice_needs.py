"""What about a run's notices needs somebody: drafts, routes that fail, people who were not told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from console.needs import Need
from console.notice_drafts import window_words
from console.notice_health import health_line
from console.notice_seen import NoticesSeen, kind_said, overdue_updates, route_words
from notices.core.drafts import Draft
from notices.outbox.delivery import Delivery
from notices.subscriptions.alarms import alarms
from notices.subscriptions.reach import reach_of
from runbooks.clocktime import local_short

#: A draft is urgent so long before it has to be out.
PRESSES = timedelta(minutes=30)
#: Of several alike, how many are named.
_MOST_NAMED = 4
_FAILED = ("failing", "failed")


def notice_needs(seen: NoticesSeen) -> tuple[Need, ...]:
    """What needs somebody as it is seen, most urgent first."""
    found = (
        *_sender(seen),
        *_drafts(seen),
        *_overdue(seen),
        *_missed(seen),
        *_failing(seen),
        *_alarms(seen),
    )
    return tuple(sorted(found, key=lambda need: not need.urgent))


def _sender(seen: NoticesSeen) -> Iterator[Need]:
    if seen.simulated or seen.sender.alive or not seen.sender.due:
        return
    yield Need(
        kind="notice-sender",
        text=health_line(seen.sender, seen.zone, seen.real_now),
        do="callboard notices send",
        urgent=True,
    )


def _drafts(seen: NoticesSeen) -> Iterator[Need]:
    for draft in seen.book.drafts:
        if draft.approval == "person":
            yield Need(
                kind="notice-draft",
                text=_asks(draft, seen.zone),
                do=f"callboard notices approve {seen.run} {draft.id}",
                urgent=_presses(draft, seen.now),
            )


def _asks(draft: Draft, zone: str) -> str:
    by = f", needed by {local_short(draft.needed_by, zone)}" if draft.needed_by else ""
    window = window_words(draft.content.window, zone)
    return f"{draft.notice} ({kind_said(draft.kind)}, {window}) waits for approval{by}."


def _presses(draft: Draft, now: datetime) -> bool:
    return draft.needed_by is not None and draft.needed_by - now <= PRESSES


def _overdue(seen: NoticesSeen) -> Iterator[Need]:
    """What was promised and did not come: whoever should say it by itself may have stopped."""
    for notice in overdue_updates(seen):
        due = notice.content.next_update_due
        yield Need(
            kind="notice-overdue",
            text=f"{notice.id} promised an update by {local_short(due, seen.zone) if due else '-'} "
            "that did not come: see that the engine runs, or say by hand how it stands.",
            do=f"callboard notices update {seen.run} {notice.id} --cause ... --next-update ...",
            urgent=True,
        )


def _missed(seen: NoticesSeen) -> Iterator[Need]:
    for thread in seen.book.threads.values():
        if not thread.revisions or thread.revisions[-1].notice.over:
            continue
        newest = thread.revisions[-1]
        reach = reach_of(
            seen.subscriptions,
            newest.notice,
            seen.deliveries,
            mode=seen.communications,
            withheld=newest.withheld,
        )
        if reach.is_blocking(seen.now):
            names = _named([row.subscriber.name for row in reach.missed])
            yield Need(
                kind="notice-missed",
                text=f"{thread.id} has not reached {names}, who must be told.",
                do=f"callboard notices matrix {seen.run} {thread.id}",
                urgent=True,
            )


def _failing(seen: NoticesSeen) -> Iterator[Need]:
    """The routes that fail for what counts now, each once."""
    current = {
        (thread.id, thread.newest.revision)
        for thread in seen.book.threads.values()
        if thread.newest is not None
    }
    routes: dict[str, list[Delivery]] = {}
    for each in seen.deliveries.deliveries.values():
        if each.state in _FAILED and (each.id.notice, each.id.revision) in current:
            routes.setdefault(each.id.route, []).append(each)
    for route, failed in routes.items():
        why = failed[-1].failing or failed[-1].answer
        notices = _named(sorted({each.id.notice for each in failed}))
        other = all(one.fallback for one in failed)
        stands_in = " Another route stands in." if other else " NO OTHER ROUTE: telephone."
        yield Need(
            kind="notice-failing",
            text=f"{route_words(seen.subscriptions, route)} does not take {notices}: {why}."
            f"{stands_in}",
            do=f"callboard notices redeliver {seen.run} {failed[-1].id.notice} --failed",
        )


def _alarms(seen: NoticesSeen) -> Iterator[Need]:
    """Who cannot be told at all; of a rehearsal nobody need be."""
    lost = alarms(seen.subscriptions) if seen.live else ()
    if lost:
        yield Need(
            kind="notice-unreachable",
            text=f"{_named([one.subscriber.name for one in lost])} must be told of outages, and no "
            "route leads there.",
            do="callboard subscribers alarms",
        )


def _named(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
