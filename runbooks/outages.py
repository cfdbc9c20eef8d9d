"""Outages: which system is out of service, opened and closed by which tasks, and for whom."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from runbooks.durations import Duration, Seconds
from runbooks.moments import Moment
from runbooks.records import Id, Record, Text
from runbooks.tasks import Basis
from runbooks.ways_back import WayBackKind


class Edge(Record):
    """The start or the finish of a task, at which an outage opens or closes."""

    task: Id
    at: Literal["start", "finish"]


#: How long before: `10wd` working days of the notices' calendar, or elapsed time such as `24h`.
Ahead = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}(wd|d|h|m)$")]


class NoticeLead(Record):
    """When an outage must have been announced, and when people are reminded of it."""

    #: How long before its start it must be out; kept as written.
    lead: Ahead | None = None
    #: When those who were told are reminded; absent: as the runbook says for all its outages.
    reminders: tuple[Ahead, ...] | None = None
    #: How long before the announced end a holding notice goes out if nothing was approved.
    holding: Seconds | None = None
    #: Where the lead is laid down: a rule, a code, an agreement.
    source: Text | None = None


class NoticeMoment(Record):
    """A moment that a notice names: so long before the outage opens, or a moment of its own."""

    before: Seconds | None = None
    at: Moment | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.before is None) == (self.at is None):
            raise ValueError("needs exactly one of before, at")
        return self


class AccessCutoff(NoticeMoment):
    """From when on people are kept out already, such as log-ins disabled before the outage."""

    what: Text


class SubmitPeriods(Record):
    """Settlement periods of one settlement day; a day has 46, 48 or 50 of them."""

    #: Days after the settlement day on which the outage opens.
    day: Annotated[int, Field(ge=-7, le=31)] = 0
    first: Annotated[int, Field(ge=1, le=50)]
    last: Annotated[int, Field(ge=1, le=50)]


class SubmitByTime(NoticeMoment):
    """What must have been sent by when, and for which settlement periods."""

    what: Text
    periods: tuple[SubmitPeriods, ...] = ()


class Backlog(Record):
    """What becomes of what waited: how it is worked off, and how long that takes at most."""

    handling: Text
    clear_within: Seconds | None = None


class Outage(Record):
    """A system out of service: opened and closed by tasks, or between two fixed moments."""

    system: Id
    title: Text | None = None
    opens: Edge | None = None
    closes: Edge | None = None
    #: The task that closes it if the cutover is stood down, and the one if it is rolled back.
    stand_down_closes: Edge | None = None
    rollback_closes: Edge | None = None
    from_: Moment | None = Field(default=None, alias="from")
    to: Moment | None = None
    #: What closing means: service restored, replaced by another, or retired for good.
    returns: Literal["restored", "replaced", "retired"] = "restored"
    replaced_by: Id | None = None
    #: Audiences for which the system stays closed after the outage's end.
    still_closed_for: tuple[Id, ...] = ()
    #: The longest outage that participants must bear.
    hard_limit: Duration | None = None
    audience: tuple[Id, ...] = ()
    impact: Literal["unavailable", "degraded", "read_only"] = "unavailable"
    #: What happens to data sent meanwhile.
    data_handling: Literal["queued", "rejected", "lost", "read_only", "none"] = "none"
    backlog: Backlog | None = None
    action_required: Text | None = None
    workaround: Text | None = None
    #: Systems that people might think are out as well, and are not.
    unaffected: tuple[Id, ...] = ()
    access_cutoff: AccessCutoff | None = None
    submit_by: tuple[SubmitByTime, ...] = ()
    notice: NoticeLead | None = None
    note: Text | None = None
    basis: Basis | None = None

    def closed_on_way_back(self, kind: WayBackKind) -> Edge | None:
        """The task of a way back that closes it, and at which end."""
        return self.stand_down_closes if kind == "stand_down" else self.rollback_closes
