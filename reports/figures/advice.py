"""What advisers said before decisions: all of it, also what the state has forgotten since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rehearsals.core import events as e
from reports.figures.material import Material
from reports.figures.voices import voice_of


@dataclass(frozen=True, kw_only=True, slots=True)
class AdviceFigures:
    """What an adviser said; `none`: it was asked and gave no advice."""

    adviser: str
    advice: str
    reason: str
    at: datetime
    by: str


def advice_of(material: Material) -> Mapping[str, tuple[AdviceFigures, ...]]:
    """All recommendations ever made, by gate, in the order of the journal."""
    found: dict[str, tuple[AdviceFigures, ...]] = {}
    for fact in material.facts:
        event = fact.event
        if isinstance(event, e.RecommendationMade):
            advice = AdviceFigures(
                adviser=material.party_name(event.adviser),
                advice=event.advice,
                reason=event.reason,
                at=fact.at,
                by=voice_of(material, fact),
            )
            found[event.gate] = (*found.get(event.gate, ()), advice)
    return found
