"""What a plan is: dates and float of every task, the chains that drive them, and the outages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dependencies.kernels.forward import Early
    from dependencies.network import Network

#: What fixes a task's start: a predecessor, its own not-before or fixed time, the start of the plan
#: or now, its calendar, an outage or a blackout; `begun`: it has begun already.
DrivenBy = Literal[
    "link", "not_before", "fixed", "start", "now", "calendar", "outage", "blackout", "begun"
]
#: What kind of fixed date a deadline is: of a task's finish, of its start, the longest that an
#: outage may last, or when the legacy service must be back.
DeadlineKind = Literal["not_after", "fixed", "hard_limit", "restore_by"]


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
    #: Seconds the task may slip before any task behind it, or the plan's finish, does.
    free_float: int
    #: Whether it has no float; what is over has not either, and is not critical.
    critical: bool
    #: The predecessor, or the task that closes the outage it waits for, that lets the task go
    #: last; None if it has none in the plan.
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
class Deadline:
    """A fixed date that the plan should keep (instants in UTC)."""

    #: The task, the outage, or `restore_by`.
    id: str
    kind: DeadlineKind
    #: The task whose date it is; None for an outage that the clock closes.
    task: str | None
    at: datetime
    #: When the plan has it.
    expected: datetime
    #: The tasks that drive it, first task first.
    chain: tuple[str, ...]
    #: Whether the float to it is under the runbook's limit.
    near: bool

    @property
    def margin(self) -> int:
        """Seconds to spare; negative if it is missed."""
        return round((self.at - self.expected).total_seconds())

    @property
    def missed(self) -> bool:
        """Whether the plan does not keep it."""
        return self.expected > self.at


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
    #: By their dates.
    deadlines: tuple[Deadline, ...] = ()
    #: What it was reckoned from, for floats towards other targets; None of an empty plan.
    network: Network | None = field(default=None, compare=False, repr=False)
    early: Early | None = field(default=None, compare=False, repr=False)
