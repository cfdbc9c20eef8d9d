"""What a simulated person means to do, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.commands import AnyCommand, By


@dataclass(frozen=True, kw_only=True, slots=True)
class Intent:
    """A command, and the instant at which it will be handed in."""

    at: datetime
    command: AnyCommand


def by(party: str, what: str) -> By:
    """A simulated person of a party; the id says what the command is for, so it comes once."""
    return {"id": f"sim:{what}", "actor": f"{party} (simulated)", "channel": "simulation"}
