"""Writing the report of a run, and where it lies unless somebody says otherwise."""

from __future__ import annotations

import json
from pathlib import Path

from console import here
from rehearsals.desk import Desk
from rehearsals.files import write_whole
from rehearsals.names import run_stream
from reports.data import report_data
from reports.html import report_html
from reports.report import build_report


def write_report(
    desk: Desk, run: str, *, html: Path | None = None, data: Path | None = None
) -> tuple[Path, Path]:
    """Write the report as HTML and JSON; the two files. Raises CallboardError if they cannot be."""
    shelf = here.settings().home / "reports"
    head = desk.journal.head(run_stream(run))
    # A run that goes on meanwhile is reported as it stood at that head.
    report = build_report(desk.facts(run)[: head.seq], head)
    html, data = html or shelf / f"{run}.html", data or shelf / f"{run}.json"
    write_whole(html, (report_html(report),))
    write_whole(data, (json.dumps(report_data(report), indent=2, ensure_ascii=False), "\n"))
    return html, data
