"""The votes at a gate, all of them, and which of them no longer count.

What was decided other than go is voted on anew by everybody, and so is a go that was withdrawn; the
state forgets the votes before it, the report does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rehearsals.core import events as e
from reports.figures.material import Material
from reports.figures.spoken import SpokenFigures, spoken_of

#: Why a vote no longer counts: its go was withdrawn, there was a later round of voting, or the
#: member voted again in the same round.
Superseded = Literal["withdrawn", "later round", "voted again", "taken back"]


@dataclass(frozen=True, kw_only=True, slots=True)
class VoteFigures:
    """A vote as it was cast; a member that voted again has several."""

    member: str
    vote: str
    reason: str
    at: datetime
    #: Why it no longer counts; None if it does.
    superseded: Superseded | None
    #: How it was spoken; None if the member entered it.
    spoken: SpokenFigures | None


def votes_of(material: Material) -> Mapping[str, tuple[VoteFigures, ...]]:
    """All votes ever cast, by gate, in the order of the journal."""
    story: dict[str, list[e.Fact]] = {}
    for fact in material.facts:
        if isinstance(fact.event, e.VoteCast | e.VoteTakenBack | e.GateDecided | e.GateWithdrawn):
            story.setdefault(fact.event.gate, []).append(fact)
    return {gate: tuple(_votes(material, facts)) for gate, facts in story.items()}


def _votes(material: Material, facts: list[e.Fact]) -> Iterator[VoteFigures]:
    for place, fact in enumerate(facts):
        if isinstance(fact.event, e.VoteCast):
            yield VoteFigures(
                member=material.party_name(fact.event.member),
                vote=fact.event.vote,
                reason=fact.event.reason,
                at=fact.at,
                superseded=_superseded(fact.event, facts[place + 1 :]),
                spoken=spoken_of(material, fact),
            )


def _superseded(cast: e.VoteCast, later: list[e.Fact]) -> Superseded | None:
    round_over = False
    for fact in later:
        match fact.event:
            case e.GateWithdrawn():
                return "withdrawn"
            case e.GateDecided(outcome="no_go" | "deferred"):
                round_over = True
            case e.VoteTakenBack(member=cast.member):
                return "taken back"
            case e.VoteTakenBack():
                round_over = False
            case e.VoteCast() if round_over:
                return "later round"
            case e.VoteCast(member=cast.member):
                return "voted again"
            case _:
                continue
    return None
