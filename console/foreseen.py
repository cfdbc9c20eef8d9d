"""What is foreseen of a run: its newest outlook, with the event and the instant it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.outlook.decide_by import DecideBy
from rehearsals.outlook.outages import outage_of
from rehearsals.outlook.outlook import Outlook

#: Tasks of a run whose outlook takes no longer than a page itself: some 20 ms.
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Foreseen:
    """The newest outlook of a run that there is; it may be older than the run itself."""

    #: None: there is none yet, it could not be worked out, or the run is over.
    outlook: Outlook | None = None
    #: Until when the gate that was asked for must decide, if it is ahead.
    decide_by: DecideBy | None = None
    #: The event that it stands on, and the instant (UTC).
    seq: int = 0
    at: datetime | None = None
    #: Why it could not be worked out; empty if it could.
    why_not: str = ""
    #: Whether a newer one is being worked out.
    newer: bool = False
    #: How many of the run had been worked out beside the pages when it was looked up.
    made: int = 0

    @property
    def is_told(self) -> bool:
        """Whether there is anything to be said: an outlook, why there is none, or one to come."""
        return self.outlook is not None or bool(self.why_not) or self.newer


#: Of a run that is over nothing is foreseen.
NOTHING = Foreseen()


def next_outage(ahead: Outlook) -> str | None:
    """The outage that ends next: of those that are open, or else of those to come."""
    state = ahead.rest.state
    found = [
        (not state.outage(key).is_open, ends, key)
        for key in ahead.forecast.outages
        if state.outage(key).closed_at is None
        if (ends := outage_of(ahead.rest, key).ends_at) is not None
    ]
    return min(found)[2] if found else None
