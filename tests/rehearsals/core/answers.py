"""What a command was answered: its facts, or its refusal."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core.events import Event, Fact


def taken(answer: tuple[Fact, ...] | c.Refusal) -> tuple[Event, ...]:
    """The events of a command that must be taken; AssertionError with the refusal otherwise."""
    assert not isinstance(answer, c.Refusal), str(answer)
    return tuple(fact.event for fact in answer)


def refused(answer: tuple[Fact, ...] | c.Refusal) -> c.Refusal:
    """The refusal of a command that must be refused."""
    assert isinstance(answer, c.Refusal), answer
    return answer
