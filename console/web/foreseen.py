"""What is foreseen of a run: its newest outlook, with the event and the instant it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.web.reading import Look
from rehearsals.outlook.outlook import Outlook, outlook


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Foreseen:
    """The newest outlook of a run that there is; it may be older than the run itself."""

    #: None: there is none yet, it could not be worked out, or the run is over.
    outlook: Outlook | None = None
    #: The event that it stands on, and the instant (UTC).
    seq: int = 0
    at: datetime | None = None
    #: Why it could not be worked out; empty if it could.
    why_not: str = ""
    #: Whether a newer one is being worked out.
    newer: bool = False

    @property
    def is_told(self) -> bool:
        """Whether there is anything to be said of it: an outlook, why there is none, or soon one."""
        return self.outlook is not None or bool(self.why_not) or self.newer


#: Of a run that is over nothing is foreseen.
NOTHING = Foreseen()


def outlook_of(look: Look) -> Outlook:
    """The outlook of a run as it stands at a look; raises PlanError and TimeError."""
    return outlook(look.state, look.now)
