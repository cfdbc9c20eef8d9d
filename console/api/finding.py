"""Finding what an address names, and answering with it."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import Response

from console.api.problems import ApiProblem
from console.web.house import House
from console.web.reading import Look
from dependencies.floats import FINISH
from rehearsals.core.state import RunState
from runbooks.errors import RunNotFound

#: Entries of one page at most, and by default.
LARGEST_PAGE, PAGE = 1_000, 200
#: Sequence numbers go no further.
LARGEST_SEQ = 2**53 - 1
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="Entries at most.")]
After = Annotated[
    int, Query(ge=0, le=LARGEST_SEQ, description="Only what comes behind this number.")
]


def look_at(house: House, run: str, *, to_write: bool = False) -> Look:
    """A run by its whole name, or to read the `latest`; raises RunNotFound.

    A write that is sent again must not end up in a run that was opened meanwhile.
    """
    if not _is_plain(run):
        raise RunNotFound("There is no such run.", hint="See /api/v1/runs.")
    look = house.look(run)
    # By the beginning of its name somebody at a keyboard may call a run, but no program.
    if run != look.run and (to_write or run != "latest"):
        hint = "Write to a run by its whole name." if to_write else "See /api/v1/runs."
        raise RunNotFound(f"There is no run called {run}.", hint=hint)
    return look


def check_task(state: RunState, task: str) -> None:
    """Raise ApiProblem unless a run has a task."""
    if task not in state.index.tasks:
        raise missing("task", task)


def check_forecast_target(state: RunState, target: str | None) -> None:
    """Raise ApiProblem unless a run has a gate, an outage or a task of that name."""
    book = state.runbook
    if target in (None, FINISH) or target in {*book.gate_by_id, *book.outages, *state.index.tasks}:
        return
    raise missing("target", str(target), f"Name a gate, an outage, a task or `{FINISH}`.")


def missing(kind: str, name: str, hint: str = "Names are told apart by case.") -> ApiProblem:
    """That there is no such thing."""
    return ApiProblem(404, f"unknown-{kind}", f"There is no {kind} {name}.", hint)


def as_json(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Plain data as an answer."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(
        text.encode(), status_code=status, media_type="application/json", headers=headers
    )


def _is_plain(name: str) -> bool:
    return name.isprintable() and len(name) < 100  # noqa: PLR2004 - no run is called so
