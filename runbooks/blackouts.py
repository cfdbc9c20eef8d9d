"""Blackouts: windows in which some tasks, or all of them, must not be under way."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from runbooks.moments import Moment
from runbooks.records import Id, Record, Text
from runbooks.tasks import Task


class Span(Record):
    """A window from one moment up to, not including, another."""

    from_: Moment = Field(alias="from")
    to: Moment


class Blackout(Record):
    """Windows in which its tasks stand still; with no systems, parties or tasks, all of them."""

    title: Text
    windows: Annotated[tuple[Span, ...], Field(min_length=1)]
    #: Every task that uses or works on one of these.
    systems: tuple[Id, ...] = ()
    #: Every task that one of these owns.
    parties: tuple[Id, ...] = ()
    tasks: tuple[Id, ...] = ()
    note: Text | None = None

    def holds(self, task: Task) -> bool:
        """Whether a task is under it."""
        if not (self.systems or self.parties or self.tasks):
            return True
        systems = {*task.uses, *task.works_on}
        named = task.id in self.tasks or task.party in self.parties
        return named or not systems.isdisjoint(self.systems)
