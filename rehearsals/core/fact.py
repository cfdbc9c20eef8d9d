"""A fact: an event with who said it, how it came in, when it happened and when it was entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

E_co = TypeVar("E_co", covariant=True)


# No slots: calling the alias `Fact` notes its type on the instance, which a frozen class with slots
# refuses by a TypeError that typing (3.11) does not expect.
@dataclass(frozen=True, kw_only=True)
class Entered(Generic[E_co]):
    """An event of a run, of the people or of the programme, as it was entered."""

    event: E_co
    #: When it happened (aware, UTC).
    at: datetime
    #: When it was entered (aware, UTC).
    recorded_at: datetime
    #: Who entered it: a person's id or name, `engine`, or a simulated party.
    actor: str
    #: How it came in: `cli`, `web`, `engine`, `simulation`; after a step-up `cli+password`, or
    #: `web+sign-in` if it was at an identity provider.
    channel: str
    #: The id of the command it answers; facts of one command share it.
    command: str
    on_behalf_of: str | None = None

    @property
    def late(self) -> bool:
        """Whether it was entered after it had happened."""
        return self.recorded_at > self.at
