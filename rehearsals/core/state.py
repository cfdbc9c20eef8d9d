"""The state of a run: what the fold of its events amounts to. Readiness is not in it: derived.

A frozen record over plain dicts that nobody changes after the fold has built them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from rehearsals.core.gates.events import GateDecided, GateWithdrawn
from rehearsals.core.index import RunIndex
from rehearsals.core.night.state import (
    Amendment,
    AttachedFile,
    Handover,
    Incident,
    Item,
    Observation,
    PartyChange,
    RollCall,
    TurningBack,
)
from rehearsals.core.words import Advice, Attendance, Communications, Mode, RunOutcome, Spoken
from runbooks.model import Runbook

#: What is stored; the others of `TaskState` are derived from it (`readiness.task_state`).
Progress = Literal["open", "running", "unknown", "done", "failed", "skipped"]
#: `given_up`: it will not be done, since the run was turned back.
TaskState = Literal[
    "waiting", "ready", "held", "running", "unknown", "done", "failed", "skipped", "given_up"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One try at a task."""

    number: int
    started_at: datetime
    started_by: str
    ended_at: datetime | None = None
    #: `withdrawn`: a meeting whose go was taken back; it sits again in the next attempt.
    #: `reopened`, `undone`: what had been said of it was taken back.
    outcome: Literal["running", "done", "failed", "unknown", "withdrawn", "reopened", "undone"] = (
        "running"
    )
    reason: str = ""
    #: Why it began before its predecessors were done, where it did.
    out_of_sequence: str | None = None
    #: Whether the task stood as failed when it began: so it stands again if it is undone.
    after_failure: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """One party's confirmed copy of a `for_each` task."""

    at: datetime
    results: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Why a task, or a party's copy of it, cannot go on, and what or whom it needs."""

    reason: str
    needs: str
    at: datetime
    by: str
    #: Whose copy; None: the task.
    party: str | None = None


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
    #: How it stood when it was skipped, for a skip that is undone.
    skipped_from: Progress = "open"
    #: The task whose branch it is held for; None if it is held by itself, or not at all.
    held_for: str | None = None
    #: Why it began before its predecessors were done; marked for ever.
    out_of_sequence: str | None = None
    #: Who owns it, where it was given to another party than the runbook says.
    owner: str | None = None
    #: What keeps it from going on, oldest first; it may start and end for all that.
    blocks: tuple[Block, ...] = ()

    @property
    def started_at(self) -> datetime | None:
        """When the first attempt began, since it was last reopened: waiting ends here."""
        begun: datetime | None = None
        for attempt in self.attempts:
            if attempt.outcome == "reopened":
                begun = None
            elif begun is None and attempt.outcome != "undone":
                begun = attempt.started_at
        return begun

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
    #: Who typed it in, for themselves or for whose word it is.
    entered_by: str = ""

    def is_of(self, person: str) -> bool:
        """Whether somebody brought it, or typed it in, under whatever name."""
        return person.strip().casefold() in {self.by.casefold(), self.entered_by.casefold()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote:
    """A member's newest vote."""

    vote: Literal["go", "no_go"]
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckResult:
    """The newest finding of an automatic check."""

    met: bool
    value: str
    digest: str
    at: datetime
    by: str
    #: Whether there was anything to look at in the run's scope; if not, nothing is met.
    looked: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Recommendation:
    """An adviser's newest word."""

    advice: Advice
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ToSign:
    """A spoken word of a party that waits for its signature."""

    party: str
    spoken: Spoken
    at: datetime
    entered_by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One step of a gate's sequence of decisions, with when it was taken and entered by whom."""

    what: GateDecided | GateWithdrawn
    at: datetime
    by: str
    #: Whether the vote that brought it about was a mistake: it counts no more.
    taken_back: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ClearedVotes:
    """What a no-go of a gate of many swept away, kept in case it was a mistake."""

    votes: Mapping[str, Vote]
    recommendations: Mapping[str, Recommendation]


@dataclass(frozen=True, kw_only=True, slots=True)
class GateRecord:
    """A gate's evidence, votes and decisions so far."""

    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    votes: Mapping[str, Vote] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    checks: Mapping[str, CheckResult] = field(default_factory=dict)
    #: Advisers' words since the last decision; a new sitting hears them again.
    recommendations: Mapping[str, Recommendation] = field(default_factory=dict)
    #: Spoken words that nobody has signed for yet.
    to_sign: tuple[ToSign, ...] = ()
    #: A party that left had a say in the go that counts: somebody must look at it again.
    look_again: str = ""
    #: What the newest no-go swept away, until anybody votes again.
    cleared: ClearedVotes | None = None

    @property
    def last(self) -> Decision | None:
        """The newest decision that was not taken back."""
        return next((each for each in reversed(self.decisions) if not each.taken_back), None)

    @property
    def outcome(self) -> str:
        """`undecided`, `go`, `go_with_conditions`, `no_go`, `deferred` or `withdrawn`."""
        last = self.last
        if last is None:
            return "undecided"
        return last.what.outcome if isinstance(last.what, GateDecided) else "withdrawn"

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
    lesson: bool = False


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
    status: Literal["open"] | RunOutcome = "open"
    closed_at: datetime | None = None
    close_reason: str = ""
    #: Records of the tasks that something has happened to; see `task()`.
    tasks: Mapping[str, TaskRecord] = field(default_factory=dict)
    gates: Mapping[str, GateRecord] = field(default_factory=dict)
    outages: Mapping[str, OutageRecord] = field(default_factory=dict)
    attendance: Mapping[str, Attendance] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    attachments: tuple[AttachedFile, ...] = ()
    #: Why no forward task may start; None if they may.
    stopped: str | None = None
    stopped_at: datetime | None = None
    communications: Communications = "test"
    roll_calls: tuple[RollCall, ...] = ()
    handovers: tuple[Handover, ...] = ()
    #: By their reference.
    incidents: Mapping[str, Incident] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    #: Conditions, accepted risks, lessons and what the run before left open, by id.
    items: Mapping[str, Item] = field(default_factory=dict)
    #: Participants whose service activation is done, with when.
    activated: Mapping[str, datetime] = field(default_factory=dict)
    #: Parties that dropped out.
    left: Mapping[str, PartyChange] = field(default_factory=dict)
    amendments: tuple[Amendment, ...] = ()
    #: A standing recommendation of the manager to turn back, in words; None if there is none.
    recommended_back: str | None = None
    #: Decisions to turn back: of some systems, perhaps then of the whole.
    turned_back: tuple[TurningBack, ...] = ()
    #: Forward tasks that will not be done, since the run was turned back.
    given_up: frozenset[str] = frozenset()
    #: The run this one follows: `{run, gate, decided_at}`.
    follows: Mapping[str, object] | None = None
    #: The gate at which simulated people turn the run back; None if they do not.
    turn_back_at: str | None = None
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

    def owner(self, task_id: str) -> str:
        """The party that owns a task now."""
        return self.task(task_id).owner or self.index.tasks[task_id].party

    def outage(self, outage_id: str) -> OutageRecord:
        """The record of an outage, also of one that has not opened yet."""
        return self.outages.get(outage_id, NOT_OPENED)


def happens_at(state: RunState, now: datetime) -> datetime:
    """When what is said now has happened: never before the last fact, whatever the clock says."""
    return max(now, state.last_at) if state.last_at else now


def first_communications(mode: Mode) -> Communications:
    """What becomes of messages to the outside until somebody says otherwise.

    A simulated weekend passes in seconds: nobody is sent its notices who did not ask for that.
    """
    return _FIRST_COMMUNICATIONS[mode]


_FIRST_COMMUNICATIONS: Mapping[Mode, Communications] = {
    "live": "on",
    "rehearsal": "test",
    "simulation": "off",
}
UNTOUCHED = TaskRecord()
UNDECIDED = GateRecord()
NOT_OPENED = OutageRecord()
