"""Small runs that can turn back: a change, an end of no return, and a way back in two steps."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_gate, a_runbook, a_task
from runbooks.model import Runbook

#: The forward tasks: two changes of half an hour, a meeting, and what cannot be undone.
TASKS = (
    a_task("A", works_on=["EES"]),
    a_task("M", "A"),
    a_task("B", "M"),
    a_task("P", "B", irreversible=True, end=True),
)
LEG = (
    a_task("R1", undoes=["A"]),
    a_task("R2", "R1", undoes=["B"], duration="1h"),
    a_task("R3", "R2", always=True),
)


def a_book(*, restore_by: str | None = None, margin: str = "0m", **changes: Any) -> Runbook:
    """A runbook of half-hour tasks A, M (a gate), B and P, which is irreversible.

    Rolling back A takes half an hour (R1), B an hour (R2); R3 always takes half an hour.
    """
    return a_runbook(
        *changes.pop("tasks", TASKS),
        gates=[a_gate("G1", "M", criteria=[])],
        rollback={"gates": ["G1"], "tasks": list(LEG), "margin": margin},
        **({"restore_by": restore_by} if restore_by else {}),
        **changes,
    )


def turned_back(trial: Trial, minutes: float) -> None:
    """Roll a run back from the gate, at which it stands."""
    answer = trial.ask(
        minutes,
        c.TurnBack,
        kind="rollback",
        gate="G1",
        decided_by="sro",
        reason="too late to go on",
    )
    assert not isinstance(answer, c.Refusal), answer
