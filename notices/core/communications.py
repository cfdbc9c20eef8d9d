"""Whether a run's notices leave the house: off, marked as a test, or for real.

The mode is folded from the run's facts. What counts for a notice is the stricter of the mode when
its fact happened and the mode when it is issued: communications that are switched on later do not
send what was held back, because a stale notice misleads, and communications that are switched off
stop what is still on its way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rehearsals.core.events import Communications, CommunicationsSet, Fact, RunOpened
from rehearsals.core.state import first_communications

_STRICT_FIRST: tuple[Communications, ...] = ("off", "test", "on")


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What becomes of messages to the outside, and why."""

    mode: Communications = "test"
    #: In the words of whoever set it; of the run's opening none.
    reason: str = ""

    @property
    def why_withheld(self) -> str:
        """What is said to the sender of a notice that does not leave."""
        return f"communications are {self.mode}{f': {self.reason}' if self.reason else ''}"


def after(standing: Standing, facts: Iterable[Fact]) -> Standing:
    """How communications stand after some more facts."""
    for fact in facts:
        match fact.event:
            case RunOpened():
                opened = fact.event
                mode = opened.communications or first_communications(opened.mode)
                standing = Standing(mode=mode)
            case CommunicationsSet(mode=mode, reason=reason):
                standing = Standing(mode=mode, reason=reason)
    return standing


def stricter(one: Standing, other: Standing) -> Standing:
    """The one that lets less out."""
    return min(one, other, key=lambda standing: _STRICT_FIRST.index(standing.mode))
