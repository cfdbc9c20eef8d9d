"""The sections of the report, in order.

To add one: write its figures in `reports/figures/<id>.py`, its part of the page in
`reports/templates/<id>.html.j2`, and its line here.
"""

from __future__ import annotations

from reports.drawing.timeline import build_timeline
from reports.figures.attendance import build_attendance
from reports.figures.chains import build_chains
from reports.figures.gates import build_gates
from reports.figures.journal import build_journal
from reports.figures.notes import build_notes
from reports.figures.outages import build_outages
from reports.figures.phases import build_phases
from reports.figures.results import build_results
from reports.figures.summary import build_summary
from reports.figures.tasks import build_tasks
from reports.figures.variances import build_variances
from reports.section import Section

SECTIONS: tuple[Section, ...] = (
    Section(id="summary", title="Summary", build=build_summary),
    Section(id="timeline", title="Timeline", build=build_timeline, in_data=False),
    Section(id="gates", title="Gates and decisions", build=build_gates),
    Section(id="outages", title="Outages", build=build_outages),
    Section(id="phases", title="Phases, planned against actual", build=build_phases),
    Section(id="variances", title="The largest variances", build=build_variances),
    Section(id="results", title="Measured results", build=build_results),
    Section(id="chains", title="Driving chains", build=build_chains),
    Section(id="attendance", title="Attendance and proof", build=build_attendance),
    Section(id="tasks", title="Tasks, planned against actual", build=build_tasks),
    Section(id="notes", title="Notes", build=build_notes),
    Section(id="journal", title="The journal", build=build_journal),
)
