"""What stands above everything on the pages of notices: nobody sends, or somebody is not told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from console.notice_seen import NoticesSeen, overdue_updates
from notices.core.notice import Notice
from notices.core.state import Thread
from notices.subscriptions.reach import Reach, Reached, reach_of
from runbooks.clocktime import local_short

#: What is due and not sent for longer is behind.
BEHIND = timedelta(minutes=1)
#: For so long after it was published, what is on its way is no alarm (time of the run).
FRESH = timedelta(minutes=2)
_MOST_NAMED = 6
_TELEPHONE = "Telephone them, and note that they know."
_WILL_STAND = "It will stand in the way five working days before the start."


@dataclass(frozen=True, kw_only=True, slots=True)
class Banner:
    """Something that whoever answers for the notices must know first."""

    kind: Literal["danger", "warning", "info"]
    title: str
    text: str


def sender_banner(seen: NoticesSeen) -> Banner | None:
    """That no sender is running, or that it is behind; None if all is well.

    A simulated run sends by itself, in its own time.
    """
    if seen.simulated:
        return None
    health = seen.sender
    if not health.alive:
        last = ""
        if health.since is not None:
            last = f" One was last heard of {local_short(health.since, seen.zone)}."
        return Banner(
            kind="danger" if health.due else "warning",
            title="No sender is running: notices do not leave",
            text=f"{_waiting(seen)}{last} Have it started where the console runs: callboard up "
            "keeps one. Nothing is lost meanwhile; whoever must know now is telephoned.",
        )
    if health.oldest is not None and seen.real_now - health.oldest > BEHIND:
        return Banner(
            kind="warning",
            title="The sender is behind",
            text=f"{_waiting(seen)} Look at its log if this stays.",
        )
    return None


def _waiting(seen: NoticesSeen) -> str:
    """How many messages wait, and since when, in a sentence."""
    health = seen.sender
    if not health.due:
        return "Nothing waits just now."
    many = f"{health.due} messages wait" if health.due > 1 else "1 message waits"
    return f"{many}{f' since {local_short(health.oldest, seen.zone)}' if health.oldest else ''}."


def mode_banner(seen: NoticesSeen) -> Banner | None:
    """That nothing leaves, or that what leaves is marked, where one might expect otherwise."""
    if seen.communications == "off":
        return Banner(
            kind="warning",
            title="Communications are off",
            text="What is published goes to nobody, and is not sent later.",
        )
    if seen.live and seen.communications == "test":
        return Banner(
            kind="warning",
            title="A live run whose communications are a test",
            text="What is published is marked as a test, and goes to test routes alone.",
        )
    if not seen.live and seen.communications == "on":
        return Banner(
            kind="warning",
            title="A rehearsal that is told to everybody",
            text="What is published is marked as rehearsed, and goes to all who subscribed.",
        )
    return None


def overdue_banner(seen: NoticesSeen) -> Banner | None:
    """That what was promised did not come: whoever should say it by itself may have stopped."""
    late = overdue_updates(seen)
    if not late:
        return None
    named = [
        f"{one.id} ({local_short(due, seen.zone)})"
        for one in late
        if (due := one.content.next_update_due) is not None
    ]
    return Banner(
        kind="danger",
        title="A promised update did not come",
        text=f"It was due: {_some(named)}. See that the engine of the run is driven, or write an "
        "update that says how it stands.",
    )


def reach_in(seen: NoticesSeen, thread: Thread) -> Reach | None:
    """How far the newest revision of a notice has come; None before the first one."""
    if not thread.revisions:
        return None
    newest = thread.revisions[-1]
    return reach_of(
        seen.subscriptions,
        newest.notice,
        seen.deliveries,
        mode=seen.communications,
        withheld=newest.withheld,
    )


def missed_banner(seen: NoticesSeen, reach: Reach) -> Banner | None:
    """Who must be told and is not; it stands in the way once the start is near.

    What has just been published is on its way, and alarms nobody for a moment.
    """
    missed, notice = reach.missed, reach.notice
    if not missed or notice.over:
        return None
    waiting = [row for row in missed if row.state == "waiting"]
    lost = [row for row in missed if row.state != "waiting"]
    fresh = not lost and seen.now - notice.published_at < FRESH
    blocking = reach.is_blocking(seen.now)
    parts = (
        f"NOT REACHED: {_named(lost)}." if lost else "",
        f"On its way to {_named(waiting)}." if waiting else "",
        "" if fresh else _stands(notice, seen) if blocking else _WILL_STAND,
    )
    verb = "is" if len(missed) == 1 else "are"
    return Banner(
        kind="info" if fresh else "danger" if blocking else "warning",
        title=f"{notice.id}: {len(missed)} who must be told {verb} not reached yet",
        text=" ".join(filter(None, parts)),
    )


def _stands(notice: Notice, seen: NoticesSeen) -> str:
    begun = notice.status == "started" or (notice.window.start or seen.now) < seen.now
    return _TELEPHONE if begun else f"This stands in the way of the start. {_TELEPHONE}"


def _named(rows: Sequence[Reached]) -> str:
    names = [f"{row.subscriber.name}{f' ({row.why})' if row.why else ''}" for row in rows]
    return _some(names)


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def banners(seen: NoticesSeen) -> Iterator[Banner]:
    """All there are of a run, the sender's first."""
    found = (sender_banner(seen), mode_banner(seen), overdue_banner(seen))
    yield from (one for one in found if one is not None)
    for thread in seen.book.threads.values():
        reach = reach_in(seen, thread)
        banner = missed_banner(seen, reach) if reach else None
        if banner is not None:
            yield banner
