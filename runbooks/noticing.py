"""How a runbook's outage notices are made: what makes them firm, who lets them out, reminders."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from runbooks.durations import Seconds
from runbooks.outages import Ahead
from runbooks.records import Id, Record, Text

#: What a revision of a notice says that is new.
NoticeKind = Literal[
    "provisional",
    "firm",
    "rescheduled",
    "started",
    "extended",
    "holding",
    "updated",
    "completed",
    "all_clear",
    "cancelled",
]


class Noticing(Record):
    """The notices of all outages of a runbook; an outage's own `notice` goes before it."""

    #: The gate whose go makes provisional notices firm; absent: they are firm from the first.
    firm_at: Id | None = None
    #: Where suppliers ask.
    contact: Text | None = None
    #: Which environment the outages are of.
    environment: Id = "production"
    #: The calendar that `wd` counts by.
    calendar: Id = "england"
    reminders: tuple[Ahead, ...] = ("10wd", "5wd", "24h", "1h")
    #: How long before the announced end a holding notice goes out.
    holding: Seconds = Field(default=45 * 60, ge=0)
    #: An extension ends on a multiple of this, on the wall clock of the runbook's zone.
    round_to: Seconds = Field(default=30 * 60, ge=60)
    #: How far a start must slip before an outage that was announced is rescheduled.
    slip: Seconds = Field(default=30 * 60, ge=60)
    #: The longest time between two words about an outage that has started.
    update_every: Seconds = Field(default=12 * 3600, ge=600)
    #: Who lets each kind out; kinds that are not here: as Callboard does by default.
    approval: dict[NoticeKind, Literal["person", "rule"]] = Field(default_factory=dict)
    #: How much earlier than something is needed its approver is warned.
    warn: Annotated[Seconds, Field(ge=0)] = 30 * 60
