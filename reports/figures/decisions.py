"""The decisions at gates: by whom, in which forum, in whose words, with what left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from rehearsals.core import events as e
from reports.figures.material import Material
from reports.figures.spoken import SpokenFigures, spoken_of
from reports.figures.voices import entered_by


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskFigures:
    """A risk that somebody accepted by name, for a time."""

    risk: str
    accepted_by: str
    expires: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ConditionFigures:
    """An item of the work-off plan of a conditional go."""

    item: str
    owner: str
    due: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionFigures:
    """One step of a gate's sequence of decisions; `withdrawn` takes a go back."""

    outcome: str
    at: datetime
    #: As the journal says it, and the names of those parties.
    decided_by: str
    names: tuple[str, ...]
    #: Who wrote it down.
    entered_by: str
    forum: str | None
    reason: str
    conditions: tuple[ConditionFigures, ...]
    risks: tuple[RiskFigures, ...]
    until: datetime | None
    #: How it was spoken; None if those who decided entered it.
    spoken: SpokenFigures | None
    #: When it was entered, if that was later.
    entered_at: datetime | None


def decisions_of(material: Material) -> Mapping[str, tuple[DecisionFigures, ...]]:
    """The sequence of decisions of each gate, in the order of the journal."""
    found: dict[str, tuple[DecisionFigures, ...]] = {}
    for fact in material.facts:
        if isinstance(fact.event, e.GateDecided | e.GateWithdrawn):
            gate = fact.event.gate
            found[gate] = (*found.get(gate, ()), _decision(material, fact, fact.event))
        elif isinstance(fact.event, e.VoteTakenBack) and found.get(fact.event.gate):
            *before, wrong = found[fact.event.gate]
            why = f"{wrong.reason} (TAKEN BACK: {fact.event.reason})"
            found[fact.event.gate] = (*before, replace(wrong, reason=why))
    return found


def _decision(
    material: Material, fact: e.Fact, what: e.GateDecided | e.GateWithdrawn
) -> DecisionFigures:
    decided = what if isinstance(what, e.GateDecided) else None
    return DecisionFigures(
        outcome=decided.outcome if decided else "withdrawn",
        at=fact.at,
        decided_by=what.decided_by,
        names=tuple(map(material.party_name, what.decided_by.split(", "))),
        entered_by=entered_by(material, fact),
        forum=decided.forum if decided else None,
        reason=what.reason,
        conditions=tuple(
            ConditionFigures(item=c.item, owner=material.party_name(c.owner), due=c.due)
            for c in (decided.conditions if decided else ())
        ),
        risks=tuple(
            RiskFigures(
                risk=one.risk,
                accepted_by=material.party_name(one.accepted_by),
                expires=one.expires,
            )
            for one in (decided.risks if decided else ())
        ),
        until=decided.until if decided else None,
        spoken=spoken_of(material, fact),
        entered_at=fact.recorded_at if fact.late else None,
    )
