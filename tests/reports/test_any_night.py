"""Whatever may be asked of a night, it can be reported."""

from __future__ import annotations

import json

from reports.data import report_data
from reports.html import report_html
from reports.report import build_report
from tests.rehearsals.core.nights import Night, for_some_nights
from tests.reports.factories import a_head

#: Minutes by which sums of floating-point minutes may be off.
NOTHING = 1e-6


@for_some_nights
def test_any_night_has_a_report(night: Night) -> None:
    """As a page and as data, with parts that add up."""
    report = build_report(night.facts, a_head(night))
    assert report_html(report)
    data = report_data(report)
    assert json.loads(json.dumps(data)) == data
    for task in data["tasks"]:
        parts = [task[key] for key in ("inherited_minutes", "waiting_minutes")]
        if task["finished_at"] and None not in parts:
            whole = sum(parts) + task["work_variance_minutes"]
            assert abs(whole - task["finish_variance_minutes"]) < NOTHING
