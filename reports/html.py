"""The report as one HTML file: nothing is loaded from elsewhere, and nothing in it runs."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.report import Report
from reports.sections import SECTIONS
from reports.words import filters
from runbooks.characters import without_controls


def report_html(report: Report) -> str:
    """The whole page; times are shown in the runbook's zone. Every text is escaped."""
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_readable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters(report.summary.runbook.timezone))
    return environment.get_template("page.html.j2").render(
        run=report.summary,
        sections=[section for section in SECTIONS if section.shown(report.shown[section.id])],
        figures_of=report.shown,
        run_back=report.shown["way_back"],
    )


def _readable(value: Any) -> Any:
    """A text without control characters, which journals from elsewhere may hold; or what it is.

    Of the same type, so that what was escaped already is not escaped again.
    """
    return type(value)(without_controls(value)) if isinstance(value, str) else value
