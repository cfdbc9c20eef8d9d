"""The public outage board: what is out now, what is announced, what ended lately; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from console.web.public_notices import Said, settled
from console.web.views.moments import Shown, shown_in_full
from console.web.views.outage_words import NextWord, moved, next_word, state_of
from notices.core.notice import Notice
from notices.wording.marks import mark_of
from notices.wording.phrases import IMPACT_WORDS, awaiting, news_of
from notices.wording.sections import Section, letter_of

Place = Literal["now", "announced", "ended"]
_PLACES: tuple[tuple[Place, str], ...] = (
    ("now", "Out of service now"),
    ("announced", "Announced"),
    ("ended", "Ended lately"),
)
#: Headings of a notice in words that a card shows; the rest stands on it in figures.
_ON_A_CARD = ("How will you be affected", "What you need to do")


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """One notice, in its newest revision."""

    id: str
    revision: int
    #: `Electricity Enquiry Service (EES)`, and how far it is affected.
    systems: tuple[tuple[str, str], ...]
    title: str
    mark: str
    shape: str
    state: str
    news: str
    start: Shown | None
    end: Shown | None
    start_word: str
    end_word: str
    uncertainty: str
    #: What to wait for before resuming, though the outage has ended; empty: nothing.
    resume: str
    moved: tuple[str, ...]
    next: NextWord
    said_at: Shown
    sections: tuple[Section, ...]
    audience: tuple[str, ...]
    environment: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Notices that are alike."""

    key: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """All that the board shows."""

    groups: tuple[Group, ...]
    #: What is only rehearsed; apart from the rest.
    rehearsals: tuple[Card, ...]
    #: The systems that it can be narrowed down to: ids and names.
    systems: tuple[tuple[str, str], ...]
    #: The one that it is narrowed down to; empty: none.
    system: str


def outage_board(said: Sequence[Said], system: str = "") -> Board:
    """The board, of all systems or of one."""
    shown = [one for one in said if one.on_the_board]
    real = [one for one in shown if not one.rehearsed and _concerns(one, system)]
    groups = (
        Group(key=key, title=title, cards=tuple(map(card_of, _ordered(real, key))))
        for key, title in _PLACES
    )
    return Board(
        groups=tuple(groups),
        rehearsals=tuple(card_of(one) for one in shown if one.rehearsed and _concerns(one, system)),
        systems=_systems(shown),
        system=system,
    )


def systems_on_board(said: Sequence[Said]) -> frozenset[str]:
    """The ids of all systems that the board tells of."""
    return frozenset(key for key, _ in _systems([one for one in said if one.on_the_board]))


def card_of(said: Said) -> Card:
    """A notice as a card."""
    notice, zone = said.newest, said.newest.zone
    content, actual = notice.content, notice.content.actual
    shape, state = state_of(notice, said.now)
    start, end = actual.start or notice.window.start, actual.end or notice.window.end
    was = "was " if place_of(notice) == "ended" and notice.status == "completed" else ""
    if content.stays_closed:
        # For its readers it does not end with the outage.
        end = notice.window.end
    return Card(
        id=notice.id,
        revision=notice.revision,
        systems=tuple(
            (named(one.id, one.name), f"{was}{IMPACT_WORDS[one.impact]}") for one in content.systems
        ),
        title=content.title,
        mark=mark_of(notice),
        shape=shape,
        state=state,
        news=news_of(notice),
        start=shown_in_full(start, zone),
        end=shown_in_full(end, zone),
        start_word="Began" if actual.start else "From",
        end_word=_end_word(notice),
        uncertainty=content.end_uncertainty,
        resume=content.resume_at if awaiting(notice) and actual.end is not None else "",
        moved=moved(notice),
        next=next_word(notice, said.now),
        said_at=shown_in_full(notice.published_at, zone) or Shown(iso="", text=""),
        sections=tuple(one for one in letter_of(notice).sections if one.heading in _ON_A_CARD),
        audience=tuple(one.name for one in content.audience),
        environment="" if notice.environment == "production" else notice.environment,
    )


def named(key: str, name: str) -> str:
    """`Electricity Enquiry Service (EES)`, or the id alone."""
    return key if name in ("", key) else f"{name} ({key})"


def place_of(notice: Notice) -> Place:
    """Where a notice stands on the board, as far as was told."""
    if settled(notice):
        return "ended"
    return "announced" if notice.status in ("provisional", "firm") else "now"


def _end_word(notice: Notice) -> str:
    if notice.content.actual.end is not None and not notice.content.stays_closed:
        return "Ended"
    if notice.content.open_ended:
        return "Not before"
    return "Announced end" if notice.status == "started" else "To"


def _concerns(said: Said, system: str) -> bool:
    return not system or any(one.id == system for one in said.newest.content.systems)


def _ordered(said: Sequence[Said], place: Place) -> list[Said]:
    """What presses first: the nearest end, the nearest start; of what is over the latest word."""
    there = [one for one in said if place_of(one.newest) == place]
    if place == "ended":
        return sorted(there, key=lambda one: one.newest.published_at, reverse=True)
    return sorted(there, key=lambda one: (_instant(one.newest, place), one.id))


def _instant(notice: Notice, place: Place) -> datetime:
    window = notice.window
    found = window.end if place == "now" else window.start
    return found or notice.published_at


def _systems(said: Sequence[Said]) -> tuple[tuple[str, str], ...]:
    found = {one.id: one.name for each in said for one in each.newest.content.systems}
    return tuple((key, named(key, found[key])) for key in sorted(found))
