"""What deciding about notices needs of the run and of the house, besides the notices themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from notices.core.communications import Standing
from notices.core.notice import Content, Notice
from rehearsals.people.register import Register


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """A run as its notices see it, at one moment."""

    run: str
    #: Whether it is the real night.
    live: bool
    #: Whether it runs on a virtual clock, on which nobody but its own process acts.
    virtual: bool = False
    environment: str = "production"
    #: The zone that people read times in.
    zone: str = "Europe/London"
    standing: Standing = field(default_factory=Standing)
    #: The outages of the runbook: their notices are told by what happens in the run.
    outages: frozenset[str] = frozenset()
    register: Register = field(default_factory=Register, repr=False)
    #: Real time (aware), by which people have their roles.
    real_now: datetime

    @property
    def test(self) -> bool:
        """Whether its notices are marked, and meant for nobody to act on."""
        return not (self.live and self.standing.mode == "on")

    @property
    def withheld(self) -> str:
        """Why its notices leave over no channel; empty if they do."""
        return self.standing.why_withheld if self.standing.mode == "off" else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """How a revision, or a reminder of it, is put; its words are frozen when it is published."""

    #: Plain text; the second argument is the rung of a reminder, or `""`.
    text: Callable[[Notice, str], str]
    #: The payload as JSON text, issued at an instant (UTC).
    payload: Callable[[Notice, str, datetime], str]
    #: What is wrong with a content, in sentences; the zone that people read its times in.
    problems: Callable[[Content, str], Sequence[str]]
