"""A notice as somebody writes it down: its keys are those of `Content`, its times as printed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import pendulum
from pydantic import Field, field_validator, model_validator

from notices.core.words import DataHandling, Impact, Reason
from notices.labelled_times import LabelledTime
from runbooks.moments import YEARS
from runbooks.records import Id, Record, Text


class _OrId(Record):
    """A record that may also be written as a bare id."""

    id: Id
    name: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return {"id": value} if isinstance(value, str) else value


class WrittenName(_OrId):
    """A system or an audience."""


class WrittenSystem(_OrId):
    """A system, and how far it is affected."""

    impact: Impact = "unavailable"


class WrittenWindow(Record):
    """From a time to another; what is absent is not known."""

    start: LabelledTime | None = None
    end: LabelledTime | None = None


class WrittenPart(Record):
    """A stretch within the outage, or beside it."""

    start: LabelledTime
    end: LabelledTime
    text: Text
    impact: Impact | None = None
    beside: bool = False


class WrittenPeriods(Record):
    """Settlement Periods of one settlement day; whether the day has them the linter says."""

    day: date
    first: Annotated[int, Field(ge=-99, le=99)]
    last: Annotated[int, Field(ge=-99, le=99)]

    @field_validator("day")
    @classmethod
    def _in_years(cls, value: date) -> date:
        if value.year not in YEARS:
            raise ValueError(f"lies outside the years {YEARS[0]} to {YEARS[-1]}")
        return value


class WrittenMoment(Record):
    """Something, and when."""

    what: Text
    at: LabelledTime


class WrittenSubmission(WrittenMoment):
    """What must have been sent by when."""

    periods: tuple[WrittenPeriods, ...] = ()


class WrittenNotice(Record):
    """The whole notice; nobody gives an all-clear by hand."""

    title: str = Field(max_length=200)
    cause: Text | None = None
    reason: Reason = "planned"
    #: The zone of times that have no label.
    zone: str = "Europe/London"
    #: The label that stands once for all times that have none of their own.
    zone_label: Literal["UTC", "GMT", "BST"] | None = None
    #: When it was or will be published, and the window as announced before; for checking alone.
    published_at: LabelledTime | None = None
    previous: WrittenWindow | None = None
    systems: tuple[WrittenSystem, ...] = ()
    unaffected: tuple[WrittenName, ...] = ()
    window: WrittenWindow
    open_ended: bool = False
    end_uncertainty: Text | None = None
    parts: tuple[WrittenPart, ...] = ()
    actual: WrittenWindow = WrittenWindow()
    cutoff: WrittenMoment | None = None
    submit_by: tuple[WrittenSubmission, ...] = ()
    data_handling: DataHandling = "none"
    backlog_handling: Text | None = None
    backlog_clear_by: LabelledTime | None = None
    action_required: Text | None = None
    workaround: Text | None = None
    next_update_due: LabelledTime | None = None
    hard_limit_at: LabelledTime | None = None
    audience: tuple[WrittenName, ...] = ()
    returns: Literal["restored", "replaced", "retired"] = "restored"
    replaced_by: WrittenName | None = None
    #: What ends the ban on resuming.
    resume_at: Text | None = None
    contact: Text | None = None

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in pendulum.timezones():
            raise ValueError("is no time zone; write it like Europe/London")
        return value
