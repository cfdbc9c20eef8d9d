"""A draft beside what was said last, for whoever lets it out; pure."""

from __future__ import annotations

from dataclasses import dataclass

from console.web.hint_words import web_hint
from console.web.notices_trying import Room, doubts_about
from console.web.trying import trial_of
from console.web.views.moments import Shown, shown
from console.web.views.notices_banners import Banner, sender_banner
from console.web.views.notices_cards import DraftCard, draft_card
from console.web.views.notices_content import ContentRow, DiffLine, content_rows, text_diff
from console.web.views.notices_going import Going, going
from notices.core.asked import ApproveDraft
from notices.core.drafts import Draft
from notices.core.state import Thread
from runbooks.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftView:
    """The page of a draft."""

    card: DraftCard
    forecast: Shown | None
    drafted_at: Shown | None
    #: The number of the revision that it would be, and of the newest that is out, if one is.
    number: int
    last: Shown | None
    banners: tuple[Banner, ...]
    rows: tuple[ContentRow, ...]
    #: As it would be sent now, and against what was sent last; empty if something is wrong with it.
    text: str
    diff: tuple[DiffLine, ...]
    goes: Going | None
    #: What the linter would have somebody look at.
    doubts: tuple[str, ...]
    #: What has to be put right first.
    wrong: str
    #: Why whoever looks may not let it out, and who may.
    denied: str
    instead: str


def draft_view(room: Room, thread: Thread) -> DraftView | None:
    """The open draft of a notice; None if there is none."""
    draft = thread.draft
    if draft is None:
        return None
    seen = room.seen
    last = thread.revisions[-1] if thread.revisions else None
    text, wrong, goes = _tried(room, draft)
    denial = room.denial(ApproveDraft)
    banner = sender_banner(seen)
    return DraftView(
        card=draft_card(seen, draft),
        forecast=shown(draft.forecast_end, seen.zone),
        drafted_at=shown(draft.drafted_at, seen.zone),
        number=len(thread.revisions),
        last=shown(last.notice.published_at, seen.zone) if last else None,
        banners=(banner,) if banner else (),
        rows=content_rows(last.notice.content if last else None, draft.content, seen.zone),
        text=text,
        diff=text_diff(last.text if last else "", text) if text else (),
        goes=goes,
        doubts=doubts_about(draft.content, room, forecast=draft.forecast_end),
        wrong=wrong,
        denied=denial.message if denial else "",
        instead=_instead(denial.code, denial.message, denial.hint) if denial else "",
    )


def _tried(room: Room, draft: Draft) -> tuple[str, str, Going | None]:
    """The draft in its words, what is wrong with it, and to whom it would go."""
    command = trial_of(room.visitor).make(ApproveDraft, {"draft": draft.id})
    try:
        published = room.would_be(command)
    except Refused as refused:
        return "", f"{refused.args[0]} {web_hint(refused)}".strip(), None
    return published.text, "", going(room.seen, published)


def _instead(code: str, message: str, hint: str) -> str:
    return web_hint(Refused(code, message, hint=hint))
