"""Small runbooks for the tests of planning: defaults once, each test states only what matters."""

from __future__ import annotations

from typing import Any

from runbooks.model import Runbook
from runbooks.tasks import Task


def a_task(task_id: str, *after: Any, duration: Any = "1h", **fields: Any) -> Task:
    """A task after others (ids, or links as a runbook writes them)."""
    return Task.model_validate(
        {
            "id": task_id,
            "title": f"Task {task_id}",
            "party": "si",
            "after": after,
            "duration": duration,
            **fields,
        }
    )


def a_runbook(*tasks: Task, start: str = "2025-09-01T09:00", **fields: Any) -> Runbook:
    """A runbook of some tasks, in London."""
    return Runbook.model_validate(
        {"runbook": "trial", "title": "Trial cutover", "start": start, "tasks": tasks, **fields}
    )


def a_gate(gate_id: str, meeting: str, **fields: Any) -> dict[str, Any]:
    """A gate with a meeting, as a runbook writes it."""
    return {"id": gate_id, "title": f"Gate {gate_id}", "meeting": meeting, **fields}


def an_outage(opens: str, closes: str, **fields: Any) -> dict[str, Any]:
    """An outage from a task's start to another's finish, as a runbook writes it."""
    return {
        "system": "EES",
        "opens": {"task": opens, "at": "start"},
        "closes": {"task": closes, "at": "finish"},
        **fields,
    }
