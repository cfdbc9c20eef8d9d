"""How a run stands, in types: its tasks, gates, outages, plan, and what needs somebody.

Instants are RFC 3339 in UTC, lengths of time minutes where a name ends so, and seconds else.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from console.api.answers import Head, HistoryEntry, Out, Status
from rehearsals.core.state import TaskState
from rehearsals.core.words import Mode


class Task(Out):
    """A task, as it stands."""

    id: str
    title: str
    phase: str | None
    party: str
    state: TaskState | Literal["given_up"]
    planned_start: datetime
    planned_finish: datetime
    ready_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    late_minutes: float
    waits_for: list[str]
    attempts: int
    results: dict[str, float]


class Tasks(Out):
    """Some tasks of a run, in the order of the runbook."""

    run: str
    timezone: str
    now: datetime
    total: Annotated[int, Field(description="How many fit, on all pages.")]
    tasks: list[Task]
    next: Annotated[str | None, Field(description="What `after` is for the next page.")]


class TaskInFull(Out):
    """One task: how it stands, what the runbook says of it, and all that happened to it."""

    run: str
    timezone: str
    task: Task
    runbook: dict[str, Any]
    predecessors: list[str]
    successors: list[str]
    history: list[HistoryEntry]


class Gate(Out):
    """A gate, as its deciders see it."""

    run: str
    gate: str
    title: str
    outcome: str
    meeting: str
    criteria: list[dict[str, Any]]
    unmet: list[str]


class Gates(Out):
    """The gates of a run."""

    run: str
    timezone: str
    now: datetime
    gates: list[Gate]


class GateInFull(Gate):
    """One gate, and all that happened at it."""

    timezone: str
    history: list[HistoryEntry]


class Outage(Out):
    """An outage: as planned, as expected, and as it happened."""

    id: str
    title: str
    state: Literal["not yet", "open", "over", "called off"]
    planned_start: datetime | None
    planned_end: datetime | None
    expected_start: datetime | None
    expected_end: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None


class Outages(Out):
    """The outages of a run: what is open first."""

    run: str
    timezone: str
    now: datetime
    outages: list[Outage]


class Need(Out):
    """Something that somebody must do."""

    kind: str
    text: str
    do: str | None
    urgent: bool


class Needs(Out):
    """What needs somebody, most urgent first."""

    run: str
    timezone: str
    now: datetime
    needs: list[Need]


class PlannedTask(Out):
    """A task's dates in the plan, and what is expected now if the rest goes by plan."""

    id: str
    planned_start: datetime
    planned_finish: datetime
    float_seconds: int | None
    critical: bool
    driver: str | None
    expected_start: datetime | None
    expected_finish: datetime | None


class Plan(Out):
    """The plan of a run, as last amended."""

    run: str
    timezone: str
    now: datetime
    start: datetime
    finish: datetime
    expected_finish: datetime | None
    driving_chain: list[str]
    tasks: list[PlannedTask]


class RunInFull(Out):
    """Everything about how a run stands."""

    run: str
    runbook: str
    title: str
    mode: Mode
    status: Status
    timezone: str
    now: datetime
    opened_at: datetime
    closed_at: datetime | None
    needs: list[Need]
    tasks: list[Task]
    gates: list[dict[str, Any]]
    outages: list[dict[str, Any]]
    attendance: dict[str, str]
    items: list[dict[str, Any]]
    incidents: list[dict[str, Any]]
    amendments: list[dict[str, Any]]
    head: Head
