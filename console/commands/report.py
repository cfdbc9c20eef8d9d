"""`report`: the timing report of a run, as a file to read and a file for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.opening import opened_run
from console.output import emit
from console.reporting import write_report


def report(
    run: str = "latest",
    /,
    *,
    output: Annotated[Path | None, Parameter(alias="-o")] = None,
    json: Path | None = None,
) -> None:
    """Write the timing report of a run, from its journal; also of a run that still goes on.

    Args:
        run: The run; by default the latest.
        output: The HTML file; by default in the data directory, under reports.
        json: The JSON file; by default beside it.
    """
    with opened_run(run) as (desk, name):
        html, data = write_report(desk, name, html=output, data=json)
    emit(f"Report of {name}: {html}", f"For programs: {data}")
