"""What every command has, and what a command that is not allowed is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NotRequired, TypedDict

#: The channel of the engine, which alone starts machines' tasks.
ENGINE = "engine"
#: The channel of checks, by which alone findings come that are not the engine's.
CHECK = "check"


class By(TypedDict):
    """The fields of a command that say whose it is."""

    id: str
    actor: str
    channel: str
    on_behalf_of: NotRequired[str | None]
    happened_at: NotRequired[datetime | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """Who asks, through which channel; a repeated `id` is a no-op with the same answer."""

    id: str
    actor: str
    channel: str = "cli"
    #: Whose word it is, where the actor enters what somebody else said or decided.
    on_behalf_of: str | None = None
    #: When it really happened (aware), where it is entered later; None: now.
    happened_at: datetime | None = None

    @property
    def voice(self) -> str:
        """Whose word it is: of those on whose behalf it is entered, or of the actor."""
        return self.on_behalf_of or self.actor


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a command is not allowed now, and what to do next."""

    #: A stable id, such as `predecessors-open`.
    code: str
    message: str
    hint: str

    def __str__(self) -> str:
        """One sentence each: why, and what next."""
        return f"{self.message} {self.hint}"
