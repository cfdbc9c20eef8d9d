"""What was agreed on for the notices of an outage: its own `notice` before the runbook's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from notices.core.ladder import before
from notices.core.words import Approval, Kind
from runbooks.calendars import Calendar
from runbooks.model import Runbook

#: Who lets each kind out where the runbook does not say.
APPROVAL: Mapping[Kind, Approval] = {
    "provisional": "person",
    "firm": "rule",
    "rescheduled": "person",
    "started": "rule",
    "extended": "person",
    "holding": "rule",
    "updated": "person",
    "completed": "rule",
    "all_clear": "rule",
    "cancelled": "person",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """When something about an outage must be out, and who lets it out."""

    zone: str
    calendar: Calendar
    #: How long before its start it must be out, as written; None: nothing is laid down.
    lead: str | None
    #: Where that is laid down.
    source: str
    #: The rungs of the reminders, the earliest first.
    reminders: tuple[str, ...]
    holding: timedelta
    #: Seconds; ends are multiples of it on the wall clock.
    round_to: int
    slip: timedelta
    update_every: timedelta
    warn: timedelta
    #: The gate whose go makes notices firm.
    firm_at: str | None
    approval: Mapping[Kind, Approval]

    def before(self, start: datetime, ahead: str) -> datetime:
        """The instant that lies so long before a start; raises TimeError."""
        return before(start, ahead, self.calendar, self.zone)

    def ladder(self, start: datetime) -> tuple[tuple[datetime, str], ...]:
        """When each reminder of an outage that starts then is due, the earliest first."""
        return tuple(sorted((self.before(start, rung), rung) for rung in self.reminders))

    def needed_by(self, start: datetime) -> datetime:
        """By when an outage that starts then must have been announced."""
        return self.before(start, self.lead) if self.lead else start


def policy_of(runbook: Runbook, key: str) -> Policy:
    """What was agreed on for an outage, or for one that was taken out; raises TimeError."""
    general = runbook.notices
    outage = runbook.outages.get(key)
    own = outage.notice if outage else None
    reminders = general.reminders if own is None or own.reminders is None else own.reminders
    holding = general.holding if own is None or own.holding is None else own.holding
    return Policy(
        zone=runbook.timezone,
        calendar=runbook.calendar_by_id(general.calendar),
        lead=own.lead if own else None,
        source=(own.source or "") if own else "",
        reminders=tuple(dict.fromkeys(reminders)),
        holding=timedelta(seconds=holding),
        round_to=general.round_to,
        slip=timedelta(seconds=general.slip),
        update_every=timedelta(seconds=general.update_every),
        warn=timedelta(seconds=general.warn),
        firm_at=general.firm_at if general.firm_at in runbook.gate_by_id else None,
        approval={**APPROVAL, **general.approval},
    )
