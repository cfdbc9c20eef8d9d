"""`/runs/RUN/report`: the report of a run as it stands, to look at and to keep; and its figures.

The report is a page of its own, with its styles in it. It is shown under a policy that lets nothing
in it run or load, and in a sandbox, so that whatever stands in a journal can do nothing here.
"""

from __future__ import annotations

import json

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.reading import Look
from console.web.reporting import reported
from reports.data import report_data
from reports.html import report_html

pages = Pages()
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox"
)


@pages.page("/runs/{run}/report", READERS)
def report(request: Request, run: str, keep: str = "") -> Response:
    """The report to look at; with `keep`, as a file."""
    look = _look(request, run)
    headers = {"Content-Security-Policy": _POLICY}
    if keep:
        headers["Content-Disposition"] = f'attachment; filename="{look.run}.html"'
    with reported(look) as made:
        return HTMLResponse(report_html(made), headers=headers)


@pages.page("/runs/{run}/report.json", READERS)
def figures(request: Request, run: str) -> Response:
    """The same figures for programs, as a file."""
    look = _look(request, run)
    with reported(look) as made:
        text = json.dumps(report_data(made), indent=2, ensure_ascii=False)
    named = f'attachment; filename="{look.run}.json"'
    return Response(
        f"{text}\n", media_type="application/json", headers={"Content-Disposition": named}
    )


def _look(request: Request, run: str) -> Look:
    house: House = request.app.state.house
    return house.look(run)
