"""One notice as those see it who answer for it: how it stands, whom it reached, what was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.foreseen import Foreseen
from console.naming import person_name
from console.notice_seen import NoticesSeen
from console.web.notices_trying import Room
from console.web.views.moments import Shown, shown
from console.web.views.notices_banners import Banner, sender_banner
from console.web.views.notices_cards import DraftCard, NoticeCard, card_of, draft_card
from console.web.views.notices_matrix import MatrixView, matrix_view
from console.web.views.notices_said import kinds_by_hand
from console.web.views.outage_words import kind_words, moved
from notices.core.asked import WriteUpdate
from notices.core.state import Reminder, Thread
from notices.wording.phrases import rung_words
from runbooks.errors import RunNotFound

#: Who approves in a simulated run.
_SIMULATED = "simulated"


@dataclass(frozen=True, kw_only=True, slots=True)
class RevisionRow:
    """A revision, in its words."""

    number: int
    kind: str
    at: Shown | None
    by: str
    moved: tuple[str, ...]
    text: str
    withheld: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderRow:
    """A reminder that was issued, or left out."""

    what: str
    at: Shown | None
    skipped: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeView:
    """The page."""

    id: str
    card: NoticeCard | None
    draft: DraftCard | None
    banners: tuple[Banner, ...]
    matrix: MatrixView | None
    #: The newest first.
    revisions: tuple[RevisionRow, ...]
    reminders: tuple[ReminderRow, ...]
    may_write: bool
    may_cancel: bool
    may_act: bool
    #: Why whoever looks may not write; empty if they may.
    denied: str


def notice_view(room: Room, thread: Thread, foreseen: Foreseen, revision: int | None) -> NoticeView:
    """A notice; raises RunNotFound for a revision that there is not."""
    seen = room.seen
    last = len(thread.revisions) - 1
    if revision is not None and revision > last:
        raise RunNotFound(f"{thread.id} has no revision {revision}.", hint="Look at the newest.")
    denial, banner = room.denial(WriteUpdate), sender_banner(seen)
    kinds = [kind for kind, _ in kinds_by_hand(thread)]
    number = last if revision is None else revision
    return NoticeView(
        id=thread.id,
        card=card_of(seen, thread, foreseen),
        draft=draft_card(seen, thread.draft) if thread.draft else None,
        banners=(banner,) if banner else (),
        matrix=matrix_view(seen, thread, number, may_act=room.may_act()) if last >= 0 else None,
        revisions=tuple(_revisions(seen, thread)),
        reminders=tuple(_reminder(one, seen.zone) for one in reversed(thread.reminders)),
        may_write=denial is None and bool(kinds),
        may_cancel=denial is None and "cancelled" in kinds,
        may_act=room.may_act(),
        denied=denial.message if denial else "",
    )


def _revisions(seen: NoticesSeen, thread: Thread) -> Iterator[RevisionRow]:
    for one in reversed(thread.revisions):
        notice = one.notice
        yield RevisionRow(
            number=notice.revision,
            kind=kind_words(notice),
            at=shown(notice.published_at, seen.zone),
            by=_teller(notice.approved_by),
            moved=moved(notice),
            text=one.text,
            withheld=one.withheld,
        )


def _teller(who: str) -> str:
    return "a simulated approver" if who == _SIMULATED else person_name(who)


def _reminder(one: Reminder, zone: str) -> ReminderRow:
    return ReminderRow(
        what=f"{rung_words(one.rung)} before, of revision {one.revision}",
        at=shown(one.at, zone),
        skipped=one.skipped,
    )
