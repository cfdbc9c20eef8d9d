"""What a simulated person means to do, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from rehearsals.core.commands import AnyCommand


@dataclass(frozen=True, kw_only=True, slots=True)
class Intent:
    """A command, and the instant at which it will be handed in."""

    at: datetime
    command: AnyCommand


class By(TypedDict):
    """Who hands a command in."""

    id: str
    actor: str
    channel: str


def by(party: str, what: str) -> By:
    """A simulated person of a party; the id says what the command is for, so it comes once."""
    return {"id": f"sim:{what}", "actor": f"{party} (simulated)", "channel": "simulation"}
