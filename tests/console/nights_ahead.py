"""A night whose figures can be reckoned by hand: every duration is as it is written."""

from __future__ import annotations

from io import StringIO
from typing import Any

from rich.console import Console, RenderableType

from rehearsals.testing import Trial, a_gate, a_runbook, a_task
from runbooks.model import Runbook

CERTAIN = {"forecast": {"spread": {"low": 1.0, "high": 1.0}, "correlation": 0.0}}


def a_night(*, by: str = "13:00", margin: str = "0m", **changes: Any) -> Runbook:
    """Half an hour each for A, the meeting M of G1, B and P, which is irreversible, from 09:00.

    EES is out from A to B; P is over by 11:30 at the latest. Rolling back takes an hour (R1) and a
    half (R2, which brings EES back), and the service of before must be back `by` a time.
    """
    return a_runbook(
        a_task("A", works_on=["EES"], undo="R1"),
        a_task("M", "A", party="sro"),
        a_task("B", "M", works_on=["EES"], undo="R2"),
        a_task("P", "B", irreversible=True, not_after="2026-01-12T11:30", end=True),
        *changes.pop("more", ()),
        gates=changes.pop("gates", [a_gate("G1", "M", criteria=[])]),
        outages={
            "OUT-EES": {
                "system": "EES",
                "opens": {"task": "A", "at": "start"},
                "closes": {"task": "B", "at": "finish"},
                "rollback_closes": {"task": "R2", "at": "finish"},
            }
        },
        restore_by=f"2026-01-12T{by}",
        rollback={
            "gates": ["G1"],
            "margin": margin,
            "tasks": [
                a_task("R1", duration="1h", works_on=["EES"]),
                a_task("R2", "R1", works_on=["EES"]),
                *changes.pop("leg", ()),
            ],
        },
        **{**CERTAIN, **changes},
    )


def begun(book: Runbook) -> Trial:
    """A run of which A is done, on time."""
    trial = Trial(book)
    trial.do(0, 30, "A")
    return trial


def text(*parts: RenderableType) -> str:
    """What is printed, at 100 columns and as plain text."""
    out = StringIO()
    console = Console(file=out, width=100, highlight=False, markup=False)
    console.print(*parts, sep="\n")
    printed = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
    assert max(map(len, printed.splitlines()), default=0) <= 100
    return printed


def words(*parts: RenderableType) -> str:
    """The same as one line."""
    return " ".join(text(*parts).split())
