"""`/runs/RUN/tasks` and `/runs/RUN/gates`: what is to be done, and what is to be decided."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from console.api import answers_standing
from console.api.finding import PAGE, Limit, as_json, check_task, look_at, missing
from console.api.routing import Routes, TheHouse
from console.api.shaping import frame_data, history_data, task_in_full
from console.gate_data import gate_data
from console.standing_data import task_data
from console.web.policy import READERS
from rehearsals.core.history import also_for_gate, history_of
from rehearsals.core.state import TaskState

routes = Routes(tags=["tasks and gates"])


@routes.on("GET", "/runs/{run}/tasks", READERS, answers=answers_standing.Tasks, said="The tasks.")
def list_tasks(
    *,
    house: TheHouse,
    run: str,
    state: Annotated[TaskState | None, Query(description="Only those in this state.")] = None,
    party: Annotated[str | None, Query(description="Only those of this party.")] = None,
    phase: Annotated[str | None, Query(description="Only those of this phase.")] = None,
    after: Annotated[str | None, Query(description="Only those behind this task.")] = None,
    limit: Limit = PAGE,
) -> Response:
    """List tasks in the order of the runbook, a page at a time."""
    look = look_at(house, run)
    run_state, states = look.state, look.standing.states
    if after is not None:
        check_task(run_state, after)
    fitting = [
        task
        for task in run_state.index.tasks.values()
        if state in (None, states.get(task.id, "given_up"))
        and party in (None, run_state.owner(task.id))
        and phase in (None, task.phase)
    ]
    places = {task: place for place, task in enumerate(run_state.index.tasks)}
    behind = -1 if after is None else places[after]
    rest = (task for task in fitting if places[task.id] > behind)
    page = list(islice(rest, limit))
    more = next(rest, None) is not None
    return as_json(
        {
            **frame_data(look),
            "total": len(fitting),
            "tasks": [task_data(look.standing, task) for task in page],
            "next": page[-1].id if more else None,
        }
    )


@routes.on(
    "GET",
    "/runs/{run}/tasks/{task}",
    READERS,
    answers=answers_standing.TaskInFull,
    said="The task.",
)
def show_task(house: TheHouse, run: str, task: str) -> Response:
    """Show a task: how it stands, its instructions, what it waits for, and all that happened."""
    look = look_at(house, run)
    check_task(look.state, task)
    return as_json(task_in_full(look, task, history_of(look.facts, task)))


@routes.on("GET", "/runs/{run}/gates", READERS, answers=answers_standing.Gates, said="The gates.")
def list_gates(house: TheHouse, run: str) -> Response:
    """List the gates: their criteria, advice, votes and decisions."""
    look = look_at(house, run)
    gates = look.state.index.meeting_of.values()
    shown = [gate_data(look.state, gate, look.now) for gate in gates]
    return as_json({**frame_data(look), "gates": shown})


@routes.on(
    "GET",
    "/runs/{run}/gates/{gate}",
    READERS,
    answers=answers_standing.GateInFull,
    said="The gate.",
)
def show_gate(house: TheHouse, run: str, gate: str) -> Response:
    """Show a gate, and all that happened at it."""
    look = look_at(house, run)
    found = next((one for one in look.state.index.meeting_of.values() if one.id == gate), None)
    if found is None:
        raise missing("gate", gate)
    history = history_data(look, also_for_gate(look.facts, gate))
    data = gate_data(look.state, found, look.now)
    return as_json({**frame_data(look), **data, "history": history})
