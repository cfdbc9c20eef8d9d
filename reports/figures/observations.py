"""What assurance saw, what the party concerned says of its facts, and whether it is final."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.figures.material import Material


@dataclass(frozen=True, kw_only=True, slots=True)
class ObservationFigures:
    """One observation; instants in UTC."""

    number: int
    text: str
    by: str
    at: datetime
    #: The party it is about, by name.
    party: str | None
    task: str | None
    gate: str | None
    answer: str
    answered_by: str
    #: None while it is open to the facts being checked.
    final_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ObservationsFigures:
    """All of them, by number."""

    observations: tuple[ObservationFigures, ...]


def build_observations(material: Material) -> ObservationsFigures:
    """The observations of the run."""
    return ObservationsFigures(
        observations=tuple(
            ObservationFigures(
                number=seen.number,
                text=seen.text,
                by=material.party_name(seen.by),
                at=seen.at,
                party=material.party_name(seen.party) if seen.party else None,
                task=seen.task,
                gate=seen.gate,
                answer=seen.answer,
                answered_by=material.party_name(seen.answered_by),
                final_at=seen.final_at,
            )
            for seen in material.state.observations
        )
    )
