"""What the API answers, in types: the shape that clients may count on; fields may be added to it.

Instants are RFC 3339 in UTC, lengths of time minutes where a name ends so, and seconds else.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rehearsals.core.words import Mode

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


class Unreadable(Out):
    """A run whose journal was altered, or cannot be read."""

    run: str
    problem: str


class Runs(Out):
    """All runs, in the order in which they were opened."""

    runs: list[RunSummary]
    unreadable: list[Unreadable]


class Opened(Out):
    """A run that was opened."""

    repeated: bool
    run: RunSummary


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
