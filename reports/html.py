"""The report as one HTML file: nothing is loaded from elsewhere, and nothing in it runs."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.report import Report
from reports.sections import SECTIONS
from reports.words import filters


def report_html(report: Report) -> str:
    """The whole page; times are shown in the runbook's zone. Every text is escaped."""
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters(report.summary.runbook.timezone))
    return environment.get_template("page.html.j2").render(
        run=report.summary, sections=SECTIONS, figures_of=report.sections
    )
