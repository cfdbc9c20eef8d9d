"""`plan` and `graph`: the schedule of a runbook, as text, as JSON, and as a picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.output import emit, emit_json, emit_rich, talk, wrapped
from console.schedule import schedule
from dependencies.anchor import Anchored
from dependencies.anchor import anchor as _moved
from dependencies.check import load
from dependencies.drawing import graph_svg
from dependencies.plan_json import plan_data
from dependencies.planner import plan as plan_of
from rehearsals.files import write_whole

_From = Annotated[str | None, Parameter(name="--from")]
_To = Annotated[str | None, Parameter(name="--to")]


def plan(
    runbook: str,
    /,
    *,
    json: bool = False,
    anchor: dt.date | None = None,
    from_gate: _From = None,
    to_gate: _To = None,
) -> None:
    """Print the schedule of a runbook by phase, its outages, and the chains that drive its gates.

    Times are local to the runbook. Float is how far a task may slip before the finish does.

    Args:
        runbook: A YAML file, or a name from the library such as m10.
        json: Print the whole plan as JSON.
        anchor: Move all times by whole days, so that the plan begins on this date (2026-03-01).
        from_gate: Begin with the meeting of this gate.
        to_gate: End with the meeting of this gate.
    """
    moved = _moved(load(runbook), anchor, from_gate, to_gate)
    planned = plan_of(moved.runbook, moved.scope)
    for line in moved.mismatches:
        talk(wrapped(f"Note: {line}"))
    if json:
        emit_json(plan_data(moved.runbook, planned, moved))
    else:
        emit_rich(*schedule(moved.runbook, planned, *_range(moved, from_gate, to_gate)))


def graph(runbook: str, /, *, output: Annotated[Path | None, Parameter(alias="-o")] = None) -> None:
    """Draw the plan of a runbook as SVG.

    Args:
        runbook: A YAML file, or a name from the library such as m10.
        output: The file to write; by default the runbook's name with .svg.
    """
    book = load(runbook)
    path = output or Path(f"{book.runbook}.svg")
    write_whole(path, (graph_svg(book, plan_of(book)),))
    emit(f"The plan of {book.runbook} is drawn in {path}.")


def _range(moved: Anchored, from_gate: str | None, to_gate: str | None) -> Iterator[str]:
    """What part of the runbook it is, and how far it was moved."""
    gates = moved.runbook.gate_by_id
    ends = [
        f"{word} gate {key} ({gates[key].title})"
        for word, key in (("from", from_gate), ("to", to_gate))
        if key
    ]
    if ends:
        left = len(moved.out_of_scope)
        yield f"Only {' '.join(ends)}: {len(moved.scope)} tasks; {left} are out of scope."
    if moved.shift_days:
        yield f"Moved by {moved.shift_days:+} days."
