"""A task of a runbook: who does what, after what, for how long, and what it must yield."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_serializer, model_validator
from pydantic.functional_validators import BeforeValidator

from runbooks.durations import (
    Duration,
    format_seconds,
    format_wait,
    read_signed_seconds,
    read_wait,
)
from runbooks.moments import Moment
from runbooks.records import Id, Record, Text


class LinkKind(StrEnum):
    """Which end of the predecessor holds which end of the task."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class Link(Record):
    """A dependency on another task; written as a bare id, or `{task: X, link: SS, lag: 15m}`."""

    task: Id
    link: LinkKind = LinkKind.FINISH_START
    #: Seconds between the two ends; negative is a lead.
    lag: Annotated[int, BeforeValidator(read_signed_seconds)] = 0

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return {"task": value} if isinstance(value, str) else value

    @model_serializer
    def _write(self) -> str | dict[str, str]:
        if self.link is LinkKind.FINISH_START and not self.lag:
            return self.task
        written = {"task": self.task, "link": self.link.value}
        return written | ({"lag": format_seconds(self.lag)} if self.lag else {})


class ExpectedResult(Record):
    """A figure that a task measures, with what it should be."""

    id: Id
    title: Text | None = None
    unit: Text
    expected: float | None = None
    #: The largest difference from `expected` that still passes, in the same unit.
    tolerance: float = Field(default=0.0, ge=0)


class Basis(Record):
    """How far a fact of the runbook is known: sourced, partly sourced, or assumed."""

    mark: Literal["sourced", "mixed", "assumed"]
    note: Text | None = None


class WaitRun(Record):
    """An automated task that only lets its duration pass, or a given time."""

    #: To the millisecond.
    seconds: Annotated[float, BeforeValidator(read_wait), Field(ge=0)] | None = Field(
        default=None, alias="for"
    )

    @model_serializer
    def _write(self) -> dict[str, str]:
        return {} if self.seconds is None else {"for": format_wait(self.seconds)}


class ShellRun(Record):
    """An automated task that runs a program: a list of arguments, never a shell line."""

    argv: Annotated[tuple[Text, ...], Field(min_length=1)]
    #: Seconds after which the program is stopped and the task has failed.
    timeout: Duration = Duration(low=1800, likely=1800, high=1800)


class NotifyRun(Record):
    """An automated task that is done once outage notices are out, whoever let them out."""

    #: What must have been told: that there is an outage, that it is firm, and so on.
    told: Literal["announced", "firm", "started", "completed", "all_clear"]
    #: Of which outages; none named: of all that the run plays.
    outages: tuple[Id, ...] = ()
    #: Seconds after which the task has failed because something was still not approved.
    timeout: Duration = Duration(low=86_400, likely=86_400, high=86_400)


class Automation(Record):
    """What a machine does for a task; exactly one kind. Absent: a person does the task."""

    wait: WaitRun | None = None
    shell: ShellRun | None = None
    notify: NotifyRun | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Automation:
        if sum(kind is not None for kind in (self.wait, self.shell, self.notify)) != 1:
            raise ValueError("`run` needs exactly one of wait, shell, notify")
        return self


class Task(Record):
    """One step of the cutover, with one owner."""

    id: Id
    title: Text
    phase: Id = "Cutover"
    #: The party that owns the task.
    party: Id
    #: Other parties that must be there.
    with_: tuple[Id, ...] = Field(default=(), alias="with")
    #: A named group of parties of which each confirms its own copy of the task.
    for_each: Id | None = None
    #: Systems the task needs in service.
    uses: tuple[Id, ...] = ()
    #: Systems the task works on, so that their outage does not hinder it.
    works_on: tuple[Id, ...] = ()
    after: tuple[Link, ...] = ()
    not_before: Moment | None = None
    #: The deadline of its finish: it moves no date, but its being missed is named.
    not_after: Moment | None = None
    #: It starts exactly then, or has missed its deadline.
    fixed: Moment | None = None
    duration: Duration
    #: People or teams the task competes for, by name of a resource: how many of it.
    needs: dict[Id, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    #: The working calendar of its duration; absent: its party's, or else elapsed time. `always`
    #: is elapsed time even if the party has a calendar.
    calendar: Id | None = None
    irreversible: bool = False
    #: The task of a way back that undoes this one.
    undo: Id | None = None
    results: tuple[ExpectedResult, ...] = ()
    #: For the person who does it. A Jinja2 template.
    instructions: Text | None = None
    run: Automation | None = None
    #: After a crash in the middle of `run`: start it again, or ask a person.
    on_unknown: Literal["retry", "ask"] = "ask"
    #: It may begin (each party's copy: be confirmed) only once its participant is activated.
    locked_until_activated: bool = False
    #: It is the service activation of its participant (each party's copy: of that party).
    activates: bool = False
    #: A declared end: nothing needs to come after it.
    end: bool = False
    basis: Basis | None = None


class WayBackTask(Task):
    """A task of a way back; its links name other tasks of the same leg."""

    #: It runs whenever this way back is taken, whatever has been touched.
    always: bool = False
    #: The tasks of the way forward that it undoes, besides those that name it as their `undo`.
    undoes: tuple[Id, ...] = ()
