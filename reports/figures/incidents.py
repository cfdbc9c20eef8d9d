"""Incidents of service management that bore on the run; they are run there, not here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.figures.material import Material


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentFigures:
    """One incident; instants in UTC."""

    reference: str
    summary: str
    system: str | None
    task: str | None
    url: str | None
    linked_at: datetime
    #: None while it bears on the run.
    closed_at: datetime | None
    resolution: str
    #: Up to the journal's last fact while it bears on the run.
    minutes: float


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentsFigures:
    """All of them, in the order in which they were linked."""

    incidents: tuple[IncidentFigures, ...]


def build_incidents(material: Material) -> IncidentsFigures:
    """The incidents that were linked to the run."""
    return IncidentsFigures(
        incidents=tuple(
            IncidentFigures(
                reference=incident.reference,
                summary=incident.summary,
                system=incident.system,
                task=incident.task,
                url=incident.url,
                linked_at=incident.at,
                closed_at=incident.closed_at,
                resolution=incident.resolution,
                minutes=material.length(incident.at, incident.closed_at or material.as_of),
            )
            for incident in material.state.incidents.values()
        )
    )
