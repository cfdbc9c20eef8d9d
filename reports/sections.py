"""The sections of the report, in order.

To add one: write its figures in `reports/figures/<id>.py`, its part of the page in
`reports/templates/<id>.html.j2`, and its line here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reports.drawing.foresight import build_foresight
from reports.drawing.timeline import build_timeline
from reports.figures.attendance import build_attendance
from reports.figures.chains import build_chains
from reports.figures.changes import build_changes
from reports.figures.corrections import build_corrections
from reports.figures.deadlines import build_deadlines
from reports.figures.forecasts import build_forecasts
from reports.figures.gates import build_gates
from reports.figures.incidents import build_incidents
from reports.figures.items import build_items
from reports.figures.journal import build_journal
from reports.figures.notes import build_notes
from reports.figures.observations import build_observations
from reports.figures.outages import build_outages
from reports.figures.phases import build_phases
from reports.figures.presence import build_presence
from reports.figures.results import build_results
from reports.figures.stops import build_stops
from reports.figures.summary import build_summary
from reports.figures.tasks import build_tasks
from reports.figures.variances import build_variances
from reports.figures.way_back import build_way_back
from reports.section import Section


def _any(*names: str) -> Callable[[Any], bool]:
    """Whether there is anything in some of the figures' fields."""
    return lambda figures: any(getattr(figures, name) for name in names)


SECTIONS: tuple[Section, ...] = (
    Section(id="summary", title="Summary", build=build_summary),
    Section(id="timeline", title="Timeline", build=build_timeline, in_data=False),
    Section(
        id="way_back",
        title="Turning back",
        build=build_way_back,
        shown=_any("turning_recommended", "turned_back"),
    ),
    Section(id="gates", title="Gates and decisions", build=build_gates),
    Section(
        id="items",
        title="Conditions, accepted risks and lessons",
        build=build_items,
        shown=_any("items"),
    ),
    Section(id="outages", title="Outages", build=build_outages),
    Section(
        id="deadlines",
        title="Deadlines, kept and missed",
        build=build_deadlines,
        shown=_any("deadlines"),
    ),
    Section(id="forecasts", title="What was forecast, and when", build=build_forecasts),
    Section(
        id="foresight",
        title="How the forecasts moved",
        build=build_foresight,
        in_data=False,
        shown=_any("lanes"),
    ),
    Section(id="phases", title="Phases, planned against actual", build=build_phases),
    Section(id="variances", title="The largest variances", build=build_variances),
    Section(
        id="stops",
        title="Stops and holds, and what they cost",
        build=build_stops,
        shown=_any("stops"),
    ),
    Section(
        id="changes",
        title="Changes to the plan on the way",
        build=build_changes,
        shown=_any("amendments", "reassignments", "departures"),
    ),
    Section(
        id="corrections",
        title="Late entries, order and corrections",
        build=build_corrections,
        shown=_any("late_entries", "out_of_sequence", "corrections"),
    ),
    Section(id="results", title="Measured results", build=build_results),
    Section(id="chains", title="Driving chains", build=build_chains),
    Section(id="attendance", title="Attendance and proof", build=build_attendance),
    Section(
        id="presence",
        title="Roll-calls, shifts and activations",
        build=build_presence,
        shown=_any("roll_calls", "handovers", "activations"),
    ),
    Section(id="incidents", title="Incidents", build=build_incidents, shown=_any("incidents")),
    Section(
        id="observations",
        title="Observations of assurance",
        build=build_observations,
        shown=_any("observations"),
    ),
    Section(id="tasks", title="Tasks, planned against actual", build=build_tasks),
    Section(id="notes", title="Notes", build=build_notes),
    Section(id="journal", title="The journal", build=build_journal),
)
