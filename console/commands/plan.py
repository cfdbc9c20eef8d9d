"""`plan` and `graph`: the schedule of a runbook, as text, as JSON, and as a picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter, Token

from console.output import emit, emit_json, emit_rich, talk, wrapped
from console.plan_asked import Asked, answer, answer_data
from dependencies.anchor import anchor as _moved
from dependencies.check import load
from dependencies.drawing import graph_svg
from dependencies.planner import plan as plan_of
from dependencies.supposing import Supposed, read_supposed
from rehearsals.files import write_whole


def _supposed(_type: Any, tokens: Sequence[Token]) -> tuple[Supposed, ...]:
    """`TASK=+90m`, one a token; raises ValueError, which the command line explains."""
    return tuple(read_supposed(token.value) for token in tokens)


_From = Annotated[str | None, Parameter(name="--from")]
_To = Annotated[str | None, Parameter(name="--to")]
_Float = Annotated[str | None, Parameter(name="--float", metavar="TARGET")]
_Chain = Annotated[str | None, Parameter(name="--chain", metavar="TARGET")]
_WhatIf = Annotated[
    tuple[Supposed, ...],
    Parameter(
        name="--what-if",
        converter=_supposed,
        n_tokens=1,
        accepts_keys=False,
        metavar="TASK=+90m",
    ),
]


def plan(
    runbook: str,
    /,
    *,
    json: bool = False,
    anchor: dt.date | None = None,
    from_gate: _From = None,
    to_gate: _To = None,
    float_to: _Float = None,
    chain: _Chain = None,
    what_if: _WhatIf = (),
    level: bool = False,
) -> None:
    """Print the schedule of a runbook by phase, its outages, deadlines, and what drives its gates.

    Times are local to the runbook. Float is how far a task may slip before the finish does.

    Args:
        runbook: A YAML file, or a name from the library such as m10.
        json: Print the whole plan as JSON.
        anchor: Move all times by whole days, so that the plan begins on this date (2026-03-01).
        from_gate: Begin with the meeting of this gate.
        to_gate: End with the meeting of this gate.
        float_to: Give float towards this gate, outage or task, or restore_by, not the finish.
        chain: Print only what drives this gate, outage or task, or finish.
        what_if: Print what follows if M10-052=+90m, =-15m, =2h or @2025-09-20T12:00; repeatable.
        level: Print the plan that the people of `resources` can keep, and who waits for whom.
    """
    moved = _moved(load(runbook), anchor, from_gate, to_gate)
    asked = Asked(
        moved=moved,
        plan=plan_of(moved.runbook, moved.scope),
        from_gate=from_gate,
        to_gate=to_gate,
        float_to=float_to,
        chain=chain,
        what_if=what_if,
        level=level,
    )
    for line in moved.mismatches:
        talk(wrapped(f"Note: {line}"))
    if json:
        emit_json(answer_data(asked))
    else:
        emit_rich(*answer(asked))


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
