"""What a plan is: dates and float of every task, the chains that drive them, and the outages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: What fixes a task's start: a predecessor, its own not-before time, or the start of the plan.
DrivenBy = Literal["link", "not_before", "start"]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedTask:
    """A task's dates (UTC) and float towards the finish of the plan."""

    id: str
    early_start: datetime
    early_finish: datetime
    late_start: datetime
    late_finish: datetime
    #: Seconds the task may slip before the plan's finish does.
    total_float: int
    #: Whether it has no float.
    critical: bool
    #: The predecessor that lets the task go last; None if it has none in the plan.
    driver: str | None
    driven_by: DrivenBy
    #: Seconds from when the driver lets it go to its start; 0 if a link drives it.
    wait: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedOutage:
    """When a system is planned to be out of service (UTC)."""

    start: datetime
    end: datetime
    #: False if its opening task is out of scope: it is open from the plan's start.
    opens_in_scope: bool = True
    #: False if its closing task is out of scope: it is still open at the plan's finish.
    closes_in_scope: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class ChainStep:
    """One task of a driving chain, with the wait before it in seconds."""

    task: str
    start: datetime
    finish: datetime
    wait: int
    driven_by: DrivenBy


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """The tasks that drive a gate or the end of an outage, first task first.

    The last step is the gate's meeting, or the task that closes the outage; an outage fixed by the
    clock has no steps.
    """

    #: The gate or outage.
    target: str
    #: When the last predecessor lets a gate's meeting go; of an outage, the same as `at`.
    ready_at: datetime
    #: When it is planned.
    at: datetime
    #: Seconds from `ready_at` to `at`: how long a gate waits for its meeting; 0 of an outage.
    slack: int
    steps: tuple[ChainStep, ...]

    @property
    def held_by(self) -> ChainStep | None:
        """The last step that waits for its fixed time: that wait would absorb a delay before it."""
        return next((step for step in reversed(self.steps) if step.wait), None)

    @property
    def tasks(self) -> tuple[str, ...]:
        """The ids of the chain's tasks, first task first."""
        return tuple(step.task for step in self.steps)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The dates of a runbook, or of the part of it that is in scope."""

    #: The earliest start of any task (UTC).
    start: datetime
    #: The latest finish of any task (UTC).
    finish: datetime
    #: By task id, in the order of the runbook.
    tasks: Mapping[str, PlannedTask]
    #: The driving chain to the task that finishes last.
    critical_path: tuple[str, ...]
    #: The driving chains, by gate id and by outage id.
    chains: Mapping[str, Chain]
    outages: Mapping[str, PlannedOutage]
