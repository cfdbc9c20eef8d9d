"""Outages: which system is out of service, opened and closed by which tasks, and for whom."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from runbooks.durations import Duration
from runbooks.moments import Moment
from runbooks.records import Id, Record, Text
from runbooks.tasks import Basis
from runbooks.ways_back import WayBackKind


class Edge(Record):
    """The start or the finish of a task, at which an outage opens or closes."""

    task: Id
    at: Literal["start", "finish"]


class NoticeLead(Record):
    """How long before its start an outage must have been announced."""

    #: `10wd` working days, or a duration such as `24h`; kept as written.
    lead: Annotated[str, StringConstraints(pattern=r"^\d{1,3}(wd|d|h)$")]


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
    data_handling: Literal["queued", "rejected", "lost", "none"] = "none"
    action_required: Text | None = None
    notice: NoticeLead | None = None
    note: Text | None = None
    basis: Basis | None = None

    def closed_on_way_back(self, kind: WayBackKind) -> Edge | None:
        """The task of a way back that closes it, and at which end."""
        return self.stand_down_closes if kind == "stand_down" else self.rollback_closes
