"""Words that were spoken and entered by somebody else: effective at once, signed for later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core import events as e
from reports.figures.material import Material


@dataclass(frozen=True, kw_only=True, slots=True)
class SpokenFigures:
    """Who spoke and who heard it; instants in UTC."""

    said_by: str
    witness: str
    entered_by: str
    #: When the party whose word it was signed for it; None if it has not.
    signed_at: datetime | None
    signed_by: str


def spoken_of(material: Material, fact: e.Fact) -> SpokenFigures | None:
    """How the word of a fact was spoken; None where it was entered by those whose word it is."""
    event = fact.event
    if not isinstance(event, e.VoteCast | e.GateDecided | e.GateWithdrawn | e.TurnedBack):
        return None
    if event.spoken is None:
        return None
    party = event.member if isinstance(event, e.VoteCast) else event.decided_by
    signed = _signed(material, fact, event.gate, party)
    return SpokenFigures(
        said_by=material.party_name(event.spoken.said_by),
        witness=material.party_name(event.spoken.witness),
        entered_by=material.party_name(fact.actor),
        signed_at=signed.at if signed else None,
        signed_by=material.party_name(signed.actor) if signed else "",
    )


def unsigned(material: Material) -> int:
    """How many spoken words nobody has signed for."""
    spoken = (spoken_of(material, fact) for fact in material.facts)
    return sum(one is not None and one.signed_at is None for one in spoken)


def _signed(material: Material, fact: e.Fact, gate: str, party: str) -> e.Fact | None:
    """The first signature of the party at the gate after it."""
    place = next(number for number, one in enumerate(material.facts) if one is fact)
    for later in material.facts[place + 1 :]:
        match later.event:
            case e.Countersigned(gate=signed_gate, party=signed_party):
                if (signed_gate, signed_party) == (gate, party):
                    return later
            case _:
                continue
    return None
