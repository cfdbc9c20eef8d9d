"""How long people are awake for a cutover: from their last rest to the end of their work.

The Working Time Regulations 1998, regulation 10, give a worker 11 hours of rest in each 24; after
17 hours awake people perform as they do with 0.05 % of alcohol in their blood (D. Dawson and
K. Reid, "Fatigue, alcohol and performance impairment", Nature 388, 1997). That a gap of 8 hours is
a rest in the exceptional night of a cutover, and 16 hours awake the limit, is our choice; a
resource's `longest_awake` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from dependencies.people.bookings import Booking
from dependencies.people.duty import Duty, Stretch, is_limited, joined

#: The shortest gap in somebody's shifts and bookings that counts as a rest.
REST: Final = timedelta(hours=8)
#: The longest that somebody should be awake, in seconds, unless the runbook says otherwise.
LONGEST_AWAKE: Final = 16 * 3600


@dataclass(frozen=True, kw_only=True, slots=True)
class Awake:
    """A person without a rest (UTC): on duty or at work, with gaps too short to sleep in."""

    person: str
    since: datetime
    until: datetime
    #: What she works on in that time, by its starts.
    tasks: tuple[str, ...]
    #: Seconds that she should be awake at the longest.
    limit: int

    @property
    def seconds(self) -> int:
        """How long it is."""
        return round((self.until - self.since).total_seconds())

    @property
    def too_long(self) -> bool:
        """Whether it is longer than it should be."""
        return self.seconds > self.limit


def awake(duty: Duty, booked: Mapping[str, Sequence[Booking]]) -> tuple[Awake, ...]:
    """Each time without a rest in which a person by name has work, in order of persons and times.

    Work counts, and so do the shifts around it; whom a team sends is not known and not counted.
    """
    return tuple(
        stretch
        for name, work in booked.items()
        if duty.runbook.resources[name].person
        for stretch in _of_person(duty, name, work)
    )


def _of_person(duty: Duty, name: str, work: Sequence[Booking]) -> Iterator[Awake]:
    resource = duty.runbook.resources[name]
    busy = [(each.start, each.finish) for each in work]
    if is_limited(resource):
        busy += duty.stretches[name]
    limit = resource.longest_awake.likely if resource.longest_awake else LONGEST_AWAKE
    for since, until in _without_rest(joined(busy)):
        tasks = (each.task for each in work if each.start < until and each.finish > since)
        if found := tuple(dict.fromkeys(tasks)):
            yield Awake(person=name, since=since, until=until, tasks=found, limit=limit)


def _without_rest(busy: Sequence[Stretch]) -> Iterator[Stretch]:
    if not busy:
        return
    since, until = busy[0]
    for begin, end in busy[1:]:
        if begin - until >= REST:
            yield since, until
            since = begin
        until = end
    yield since, until
