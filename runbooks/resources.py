"""Resources: the people and teams that tasks compete for, with their shifts."""

from __future__ import annotations

from pydantic import Field, model_validator

from runbooks.durations import Duration
from runbooks.moments import Moment
from runbooks.records import Id, Record, Text


class Shift(Record):
    """Time on duty, from one moment up to, not including, another."""

    from_: Moment = Field(alias="from")
    to: Moment


class Resource(Record):
    """People or a team of which only so many tasks can have one at a time."""

    name: Text | None = None
    #: How many there are; absent: one, or of a team as many as its members who are on shift.
    capacity: int | None = Field(default=None, ge=1)
    #: A person by name, who can be in one place only.
    person: bool = False
    #: The persons of a team.
    members: tuple[Id, ...] = ()
    #: When it works, within its shifts; absent: at any hour.
    calendar: Id | None = None
    #: When it is on duty; absent: always.
    shifts: tuple[Shift, ...] = ()
    #: The party it belongs to.
    party: Id | None = None
    #: The longest that a person should be awake for the cutover.
    longest_awake: Duration | None = None

    @property
    def most(self) -> int:
        """How many there are at most: its capacity, or all of its members, or one."""
        return self.capacity or len(self.members) or 1

    @model_validator(mode="after")
    def _one_person(self) -> Resource:
        if self.person and (self.members or self.capacity not in {None, 1}):
            raise ValueError("a person has no `members`, and a `capacity` of 1")
        return self
