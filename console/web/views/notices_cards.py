"""A notice and a draft in short, as cards of the pages of those who answer for them; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from console.foreseen import Foreseen
from console.notice_seen import NoticesSeen
from console.web.views.moments import Shown, shown
from console.web.views.notices_banners import reach_in
from console.web.views.notices_words import (
    FAILED,
    KINDS,
    mark_words,
    systems_text,
    window_text,
)
from console.web.views.outage_words import kind_words, state_of
from notices.core.drafts import Draft
from notices.core.notice import Notice
from notices.core.state import Thread
from notices.subscriptions.reach import Reach
from runbooks.clocktime import minutes_text


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftCard:
    """A draft that waits for somebody."""

    id: str
    notice: str
    href: str
    kind: str
    title: str
    window: str
    because: str
    needed_by: Shown | None
    #: `12 min left`, or `5 min overdue`; empty where nothing presses.
    left: str
    overdue: bool
    #: Whether a rule lets it out, so that nobody has to.
    by_rule: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """A revision, in a line."""

    number: int
    what: str
    at: Shown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeCard:
    """One notice as it stands."""

    id: str
    href: str
    title: str
    systems: str
    shape: str
    state: str
    mark: str
    revision: int
    kind: str
    said_at: Shown | None
    window: str
    #: P80 of its end as it is forecast, told to nobody; and whether it lies behind the announced.
    forecast: Shown | None
    forecast_late: str
    next_update: Shown | None
    update_overdue: bool
    withheld: str
    #: `9 of 12 reached`, and how many of them have said so.
    reached: str
    counted: int
    acknowledged: int
    failing: int
    history: tuple[Past, ...]
    draft: bool


def draft_card(seen: NoticesSeen, draft: Draft) -> DraftCard:
    """A draft in short."""
    left = (draft.needed_by - seen.now).total_seconds() if draft.needed_by else 0.0
    words = f"{minutes_text(abs(left))} {'left' if left >= 0 else 'overdue'}"
    content = draft.content
    return DraftCard(
        id=draft.id,
        notice=draft.notice,
        href=f"{href_of(seen, draft.notice)}/draft",
        kind=KINDS[draft.kind],
        title=content.title,
        window=window_text(content.window, seen.zone, open_ended=content.open_ended),
        because=draft.because,
        needed_by=shown(draft.needed_by, seen.zone),
        left=words if draft.needed_by else "",
        overdue=left < 0,
        by_rule=draft.approval == "rule",
    )


def card_of(seen: NoticesSeen, thread: Thread, foreseen: Foreseen) -> NoticeCard | None:
    """A notice in short; None before its first revision."""
    newest = thread.newest
    if newest is None:
        return None
    return notice_card(seen, thread, newest, forecast_ends(foreseen))


def href_of(seen: NoticesSeen, notice: str) -> str:
    """The address of a notice's page."""
    return f"/runs/{seen.run}/notices/{notice}"


def forecast_ends(foreseen: Foreseen) -> Mapping[str, datetime]:
    """P80 of the end of each outage (UTC); nothing without a forecast."""
    if foreseen.outlook is None:
        return {}
    return {key: one.end.p80 for key, one in foreseen.outlook.forecast.outages.items()}


def notice_card(
    seen: NoticesSeen, thread: Thread, newest: Notice, ends: Mapping[str, datetime]
) -> NoticeCard:
    """A notice as its newest revision has it; `ends` are the forecast ends by outage."""
    shape, state = state_of(newest, seen.now)
    reach = reach_in(seen, thread)
    due, end = newest.content.next_update_due, ends.get(thread.outage)
    end = None if newest.over or newest.content.actual.end else end
    return NoticeCard(
        id=thread.id,
        href=href_of(seen, thread.id),
        title=newest.content.title,
        systems=systems_text(newest),
        shape=shape,
        state=state,
        mark=mark_words(test=newest.test, live=newest.live),
        revision=newest.revision,
        kind=kind_words(newest),
        said_at=shown(newest.published_at, seen.zone),
        window=window_text(newest.window, seen.zone, open_ended=newest.content.open_ended),
        forecast=shown(end, seen.zone),
        forecast_late=_late(end, newest),
        next_update=shown(due, seen.zone),
        update_overdue=due is not None and due < seen.now and not newest.over,
        withheld=thread.revisions[-1].withheld,
        reached=reach.words if reach else "",
        counted=len(reach.counted) if reach else 0,
        acknowledged=_acknowledged(reach),
        failing=sum(one.state in FAILED for one in seen.deliveries.of(newest.id, newest.revision)),
        history=tuple(
            Past(
                number=one.notice.revision,
                what=kind_words(one.notice),
                at=shown(one.notice.published_at, seen.zone),
            )
            for one in reversed(thread.revisions)
        ),
        draft=thread.draft is not None,
    )


def _acknowledged(reach: Reach | None) -> int:
    return reach.acknowledged if reach else 0


def _late(end: datetime | None, newest: Notice) -> str:
    announced = newest.window.end
    late = (end - announced).total_seconds() if end and announced else 0.0
    return f"{minutes_text(late)} behind the announced end" if late >= 60 else ""  # noqa: PLR2004


def row_id(route: str) -> str:
    """Where the row of a route's subscriber stands on the page of a notice."""
    return f"route-{route}"
