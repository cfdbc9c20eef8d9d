"""What is foreseen of an outage: when it ends, and how likely in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.web.views.chances import Chance, Likely, chance_of, likely
from console.web.views.outages import OutageView
from rehearsals.outlook.outlook import Outlook


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageForeseen:
    """The forecast of an outage's end; what was announced stays as it is."""

    end: Likely
    #: That it has ended by its announced end; None if there is none.
    announced: Chance | None
    #: That its hard limit is kept; None without one.
    limit: Chance | None


def outage_foreseen(
    view: OutageView, ahead: Outlook | None, zone: str, now: datetime
) -> OutageForeseen | None:
    """What is foreseen of an outage; None of one that is over, or that the clock alone ends."""
    found = ahead.forecast.outages.get(view.id) if ahead else None
    if ahead is None or found is None or view.state in ("over", "called off"):
        return None
    limits = {
        one.id: one.probability for one in ahead.forecast.deadlines if one.kind == "hard_limit"
    }
    # Told of another end than the forecast was measured by, nothing is said of it.
    measured = view.announced_end is not None and view.announced_end == found.planned
    return OutageForeseen(
        end=likely(found.end, zone, now),
        announced=chance_of(found.in_time) if measured else None,
        limit=chance_of(limits[view.id]) if view.id in limits else None,
    )
