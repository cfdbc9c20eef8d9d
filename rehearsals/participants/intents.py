"""What a simulated person means to do, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.commands import AnyCommand, By

#: How a party takes part whose people are simulated.
SIMULATED = "simulated"
#: What stands behind a party's id where a simulated person of that party acts.
_MARK = " (simulated)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Intent:
    """A command, and the instant at which it will be handed in."""

    at: datetime
    command: AnyCommand

    @property
    def party(self) -> str:
        """The party whose people mean to do it."""
        return party_of(self.command.actor)


def party_of(actor: str) -> str:
    """The party of a simulated person, who has no other name."""
    return actor.removesuffix(_MARK)


def by(party: str, what: str) -> By:
    """A simulated person of a party; the id says what the command is for, so it comes once."""
    return {"id": f"sim:{what}", "actor": f"{party}{_MARK}", "channel": "simulation"}
