"""What a plan stands in: the runbook, the instant its seconds count from, and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from runbooks.errors import TimeError
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.moments import Moment

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What places the moments of a runbook on the time line of a plan."""

    runbook: Runbook
    #: Nothing starts before it; seconds count from it (aware).
    start: datetime
    #: Whether outages and blackouts hold anything.
    windows: bool = True

    def seconds(self, instant: datetime) -> int:
        """Whole seconds from the plan's start to an instant, rounded up."""
        return -((self.start - instant) // _SECOND)

    def of(self, moment: Moment, place: str) -> int:
        """Seconds of a moment of the runbook; raises TimeError that says where it stands."""
        try:
            return self.seconds(instant_of(moment, self.runbook))
        except TimeError as error:
            raise type(error)(f"{place}: {error.message}", hint=error.hint) from error

    def instant(self, seconds: int) -> datetime:
        """The instant (UTC) of some second; raises OverflowError beyond the calendar."""
        return self.start + timedelta(seconds=int(seconds))


def frame_of(runbook: Runbook) -> Frame:
    """The frame of a runbook's own plan, from its T+0 on; raises TimeError."""
    return Frame(runbook=runbook, start=runbook.start.instant(runbook.timezone))
