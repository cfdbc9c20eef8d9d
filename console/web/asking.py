"""The only place where a command of the web gets its actor and its channel.

A client says what it wants and for whom it speaks; who it is follows from its session or token, and
the channel from the door it came in by. The channels of the engine, of checks and of simulated
people are never given here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar
from uuid import uuid4

from console.web.visitor import Visitor
from rehearsals.core.command import By, Command
from runbooks.errors import Refused

#: The doors that people and services come in by.
Door = Literal["web", "api"]
#: How often a key may be tried before it is no key.
LONGEST_KEY = 100
C = TypeVar("C", bound=Command)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """Who asks, by which door, under which key."""

    visitor: Visitor
    door: Door
    #: Chosen by the client: the same key again is the same command.
    key: str
    on_behalf_of: str | None = None
    happened_at: datetime | None = None
    #: The suffix of the channel after a step-up, such as `+password`; set by `stepping_up` alone.
    step: str = ""

    def by(self) -> By:
        """The fields of a command that say whose it is; raises Refused for a bad key."""
        person = self.visitor.person
        if person is None:
            raise Refused("not-signed-in", "Nobody is signed in.", hint="Sign in, and try again.")
        by: By = {
            "id": f"{self.door}:{person.id}:{checked_key(self.key)}",
            "actor": person.id,
            "channel": f"{self.door}{self.step}",
        }
        if self.on_behalf_of:
            register = self.visitor.register
            by["on_behalf_of"] = register.named(self.on_behalf_of) or self.on_behalf_of
        if self.happened_at is not None:
            by["happened_at"] = self.happened_at
        return by

    def make(self, kind: type[C], fields: Mapping[str, Any]) -> C:
        """The command of a kind with its own fields."""
        return kind(**fields, **self.by())


def arriving(person: str) -> By:
    """The fields of a command of somebody who has just shown who they are, or is about to."""
    return {"id": f"web:{person}:{uuid4().hex}", "actor": person, "channel": "web"}


def checked_key(key: str) -> str:
    """The key, if it is one; raises Refused."""
    if 0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable() and " " not in key:
        return key
    raise Refused(
        "bad-key",
        f"A write carries a key of 1 to {LONGEST_KEY} plain characters, so that it is done once.",
        hint="Open the page again, or send another Idempotency-Key.",
    )
