"""The port that every channel keeps to: it tries once and says how that went.

The in-app copy needs no channel: it is the `notices` stream itself (`notices/listing.py`). When to
try again is not a channel's business but the sender's (`notices/sender.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from notices.notice import Notice
from rehearsals.core.state import RunState


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """How one attempt ended."""

    delivered: bool
    #: What was answered, in a few words; never an address or a secret.
    detail: str
    #: The answer's status code, if there was an answer.
    status: int | None = None
    #: Whether a failed attempt may go better later.
    retry: bool = False
    #: Seconds that the other side asks us to wait at least.
    retry_after: float = 0


class Channel(Protocol):
    """A way to reach people outside."""

    @property
    def name(self) -> str:
        """The channel's name in the journal; it must not change."""

    def deliver(self, notice: Notice, text: str, /) -> Answer:
        """Try once, for some seconds at most; called on a thread of its own."""


def stays_inside(state: RunState) -> bool:
    """Whether a run's notices go over no channel, because it is only simulated."""
    return state.mode == "simulation" or state.clock.get("kind") == "virtual"
