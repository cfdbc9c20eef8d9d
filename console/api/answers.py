"""What the API answers, in types: the shape that clients may count on; fields may be added to it.

Instants are RFC 3339 in UTC, lengths of time minutes where a name ends so, and seconds else.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rehearsals.core.state import TaskState
from rehearsals.core.words import Mode
from rehearsals.people.words import PersonKind, Role, Scope

Status = Literal["open", "finished", "abandoned", "turned_back"]


class Out(BaseModel):
    """Something that is answered."""

    model_config = ConfigDict(extra="allow")


class Head(Out):
    """The end of a journal's stream: its last number, and the hash that seals all before it."""

    seq: Annotated[int, Field(ge=0)]
    hash: str


class Event(Out):
    """An event of a run's journal."""

    seq: Annotated[int, Field(ge=1)]
    type: str
    data: dict[str, Any]
    at: datetime
    recorded_at: datetime
    actor: str
    channel: str
    command: str
    on_behalf_of: str | None


class Told(Event):
    """An event, with the sentence that the pages show."""

    text: str


class HistoryEntry(Told):
    """An event of the history of a task or a gate."""

    late: bool
    taken_back: bool


class Done(Out):
    """What a write has made: its events, and the head after them."""

    #: Whether it had been done before, under the same key.
    repeated: bool
    events: list[Event]
    head: Head


class DoneInRun(Done):
    """What a write to a run has made."""

    run: str


class RunSummary(Out):
    """A run, in short."""

    run: str
    runbook: str
    title: str
    version: str
    mode: Mode
    status: Status
    timezone: str
    opened_at: datetime
    closed_at: datetime | None
    now: datetime
    tasks: int
    settled: int
    driven: bool
    speed: float
    head: Head


class Runs(Out):
    """All runs, in the order in which they were opened."""

    runs: list[RunSummary]


class Opened(Out):
    """A run that was opened."""

    repeated: bool
    run: RunSummary


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


class Events(Out):
    """Some events of a run, in order."""

    run: str
    timezone: str
    events: list[Told]
    next: Annotated[int | None, Field(description="What `after` is for the next page.")]
    head: Head


class Verification(Out):
    """Whether a run's journal is whole: every event in its place, no byte of it altered."""

    run: str
    whole: bool
    head: Head
    problem: str | None


class Attachment(Out):
    """A file of a task or a gate."""

    name: str
    sha256: str
    size: int
    media_type: str
    task: str | None
    gate: str | None
    at: datetime
    by: str


class Attachments(Out):
    """The files of a run."""

    run: str
    attachments: list[Attachment]


class Report(Out):
    """The figures of a run's timing report."""

    format: str


class HeldRole(Out):
    """A role that somebody has now."""

    role: Role
    parties: list[str]
    standing_in_for: str | None


class Person(Out):
    """Somebody in the register of people."""

    person: str
    name: str
    organisation: str
    kind: PersonKind
    email: str | None
    phone: str | None
    left: bool
    has_password: bool
    roles: list[HeldRole]


class TokenKnown(Out):
    """A token as the register keeps it; never the token itself."""

    token: str
    person: str
    scopes: list[Scope]
    status: Literal["valid", "expired", "revoked"]
    issued_at: datetime
    expires_at: datetime
    label: str


class WhoAmI(Person):
    """Whose token it is, and what it opens."""

    token: TokenKnown


class Organisation(Out):
    """An organisation, and the parties it acts for now."""

    organisation: str
    name: str
    left: bool
    parties: list[str]


class People(Out):
    """The register of people."""

    people: list[Person]
    organisations: list[Organisation]
    substitutes: list[dict[str, Any]]


class Tokens(Out):
    """The tokens that the holder may know of."""

    tokens: list[TokenKnown]


class Issued(Out):
    """A new token, which is shown this once."""

    token: str
    secret: Annotated[str, Field(description="The token itself. It cannot be shown again.")]
    person: str
    scopes: list[Scope]
    expires_at: datetime


class Return(Out):
    """A return that a party owes, as far as the holder may see it."""

    id: str
    party: str
    kind: str
    standing: str
    late: bool


class Returns(Out):
    """The returns that the holder may see, by deadline."""

    returns: list[Return]


class Programme(Out):
    """Frozen plans, requests to change them, and milestones."""

    freezes: list[dict[str, Any]]
    requests: list[dict[str, Any]]
    milestones: list[dict[str, Any]]


class Runbook(Out):
    """A shipped runbook."""

    name: str
    runbook: str | None
    title: str | None
    version: str | None
    timezone: str | None
    tasks: int
    errors: int
    warnings: int


class Runbooks(Out):
    """The runbooks that runs can be opened of."""

    runbooks: list[Runbook]


class Finding(Out):
    """What is wrong in a runbook, and where."""

    line: int
    column: int
    severity: Literal["error", "warning"]
    rule: str
    message: str
    hint: str | None


class RunbookInFull(Runbook):
    """A runbook, its text, and what is wrong in it."""

    text: str
    findings: list[Finding]


class Refusal(Out):
    """Something that was refused."""

    seq: int
    at: datetime
    actor: str
    channel: str
    where: str
    asked: str
    code: str
    message: str


class Refusals(Out):
    """What was refused, in order."""

    refusals: list[Refusal]
    next: int | None


class ForAudience(Out):
    """What cutovers mean for an audience."""

    audience: str
    name: str
    headline: str
    cutovers: list[dict[str, Any]]
