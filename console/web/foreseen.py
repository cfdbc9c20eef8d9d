"""What is foreseen of a run: its newest outlook, with the event and the instant it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.web.reading import Look
from rehearsals.outlook.decide_by import DecideBy
from rehearsals.outlook.outlook import Outlook, outlook


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


def foreseen_of(look: Look, gate: str | None) -> Foreseen:
    """What is foreseen of a run at a look, worked out whole; raises PlanError and TimeError.

    With a gate: what moves its readiness most, and until when it must decide. Without one
    criticality is about the next gate.
    """
    made = outlook(
        look.state,
        look.now,
        target=gate,
        whole=look.standing.plan,
        movers=gate is not None,
    )
    found = Foreseen(
        outlook=made,
        decide_by=None if gate is None else made.decide_by_of(gate),
        seq=look.seq,
        at=look.now,
    )
    # Whatever pages show of it is worked out here: they do not wait for it.
    _ = (made.rest.plan, made.forecast, made.turning)
    return found
