"""One notice for everybody: its newest revision in full, and all that was said before; pure."""

from __future__ import annotations

from dataclasses import dataclass

from console.web.public_notices import Said
from console.web.views.moments import Shown, shown_in_full
from console.web.views.outage_board import Card, card_of
from console.web.views.outage_words import kind_words, moved
from notices.wording.sections import Section, letter_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A revision as it went out."""

    number: int
    kind: str
    at: Shown | None
    #: What it moved.
    moved: tuple[str, ...]
    #: Its words, as they were sent.
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticePage:
    """A notice with its history."""

    card: Card
    #: The newest revision in full.
    sections: tuple[Section, ...]
    #: The newest first.
    history: tuple[Told, ...]
    contact: str


def notice_page(said: Said) -> NoticePage:
    """The page of a notice."""
    newest = said.newest
    history = tuple(
        Told(
            number=one.notice.revision,
            kind=kind_words(one.notice),
            at=shown_in_full(one.notice.published_at, one.notice.zone),
            moved=moved(one.notice),
            text=one.text,
        )
        for one in reversed(said.revisions)
    )
    return NoticePage(
        card=card_of(said),
        sections=letter_of(newest).sections,
        history=history,
        contact=newest.content.contact,
    )
