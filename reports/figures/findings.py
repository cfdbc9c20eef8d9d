"""What automatic checks found once a gate was decided, where that is not what they had found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rehearsals.core import events as e
from reports.figures.material import Material
from reports.figures.voices import voice_of


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingFigures:
    """A check that turned bad behind a decision, or good again."""

    criterion: str
    met: bool
    value: str
    at: datetime
    by: str


def findings_of(material: Material) -> Mapping[str, tuple[FindingFigures, ...]]:
    """The turns of all checks after the first decision at their gate, by gate, in order."""
    found: dict[str, tuple[FindingFigures, ...]] = {}
    before: dict[tuple[str, str], bool] = {}
    decided: set[str] = set()
    for fact in material.facts:
        event = fact.event
        if isinstance(event, e.GateDecided):
            decided.add(event.gate)
        if not isinstance(event, e.CheckRecorded) or not event.looked:
            continue
        key = (event.gate, event.criterion)
        if event.gate in decided and before.get(key, event.met) != event.met:
            finding = FindingFigures(
                criterion=event.criterion,
                met=event.met,
                value=event.value,
                at=fact.at,
                by=voice_of(material, fact),
            )
            found[event.gate] = (*found.get(event.gate, ()), finding)
        before[key] = event.met
    return found
