"""The state of a run: what the fold of its events amounts to. Readiness is not in it: derived.

A frozen record over plain dicts that nobody changes after the fold has built them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from rehearsals.core.events import Attendance, GateDecided, GateWithdrawn, Mode
from rehearsals.core.index import RunIndex
from runbooks.model import Runbook

#: What is stored; `waiting`, `ready` and `held` are derived from it (`readiness.task_state`).
Progress = Literal["open", "running", "unknown", "done", "failed", "skipped"]
TaskState = Literal["waiting", "ready", "held", "running", "unknown", "done", "failed", "skipped"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One try at a task."""

    number: int
    started_at: datetime
    started_by: str
    ended_at: datetime | None = None
    #: `withdrawn`: a meeting whose go was taken back; it sits again in the next attempt.
    outcome: Literal["running", "done", "failed", "unknown", "withdrawn"] = "running"
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """One party's confirmed copy of a `for_each` task."""

    at: datetime
    results: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRecord:
    """What has happened to a task so far."""

    progress: Progress = "open"
    attempts: tuple[Attempt, ...] = ()
    #: Why it is held; None if it is not.
    held: str | None = None
    confirmations: Mapping[str, Confirmation] = field(default_factory=dict)
    results: Mapping[str, float] = field(default_factory=dict)
    #: When it was done or skipped, so that successors may go on.
    settled_at: datetime | None = None
    skip_reason: str = ""

    @property
    def started_at(self) -> datetime | None:
        """When the first attempt began: waiting ends here."""
        return self.attempts[0].started_at if self.attempts else None

    @property
    def settled(self) -> bool:
        """Whether successors may go on."""
        return self.progress in ("done", "skipped")


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The newest evidence for a criterion."""

    met: bool
    evidence: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote:
    """A member's newest vote."""

    vote: Literal["go", "no_go"]
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One step of a gate's sequence of decisions, with when it was taken and entered by whom."""

    what: GateDecided | GateWithdrawn
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GateRecord:
    """A gate's evidence, votes and decisions so far."""

    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    votes: Mapping[str, Vote] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()

    @property
    def outcome(self) -> str:
        """`undecided`, `go`, `go_with_conditions`, `no_go`, `deferred` or `withdrawn`."""
        if not self.decisions:
            return "undecided"
        last = self.decisions[-1].what
        return last.outcome if isinstance(last, GateDecided) else "withdrawn"

    @property
    def passed(self) -> bool:
        """Whether the newest decision is a go."""
        return self.outcome in ("go", "go_with_conditions")


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageRecord:
    """When an outage really opened and closed."""

    opened_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the system is out of service now."""
        return self.opened_at is not None and self.closed_at is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Something somebody wrote down."""

    text: str
    at: datetime
    by: str
    task: str | None = None
    gate: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RunState:
    """A run after some number of events."""

    run: str
    mode: Mode
    runbook: Runbook
    #: Structure derived once from the runbook and the scope.
    index: RunIndex = field(compare=False, repr=False)
    opened_at: datetime
    clock: Mapping[str, object] = field(default_factory=dict)
    seed: int | None = None
    anchor: Mapping[str, object] | None = None
    status: Literal["open", "finished", "abandoned"] = "open"
    closed_at: datetime | None = None
    close_reason: str = ""
    #: Records of the tasks that something has happened to; see `task()`.
    tasks: Mapping[str, TaskRecord] = field(default_factory=dict)
    gates: Mapping[str, GateRecord] = field(default_factory=dict)
    outages: Mapping[str, OutageRecord] = field(default_factory=dict)
    attendance: Mapping[str, Attendance] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    #: How many tasks in scope are done or skipped.
    settled_count: int = 0
    #: Events folded so far; the sequence number of the last one.
    seq: int = 0
    last_at: datetime | None = None

    def task(self, task_id: str) -> TaskRecord:
        """The record of a task, also of one that nothing has happened to yet."""
        return self.tasks.get(task_id, UNTOUCHED)

    def gate(self, gate_id: str) -> GateRecord:
        """The record of a gate, also of one that nothing has happened to yet."""
        return self.gates.get(gate_id, UNDECIDED)

    def outage(self, outage_id: str) -> OutageRecord:
        """The record of an outage, also of one that has not opened yet."""
        return self.outages.get(outage_id, NOT_OPENED)


def happens_at(state: RunState, now: datetime) -> datetime:
    """When what is said now has happened: never before the last fact, whatever the clock says."""
    return max(now, state.last_at) if state.last_at else now


UNTOUCHED = TaskRecord()
UNDECIDED = GateRecord()
NOT_OPENED = OutageRecord()
