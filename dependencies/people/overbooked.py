"""Where the bookings of a plan ask for more people than there are on duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dependencies.people.bookings import Booking
from dependencies.people.duty import Duty


@dataclass(frozen=True, kw_only=True, slots=True)
class Overbooked:
    """A stretch (UTC) in which tasks ask for more of a resource than there is.

    Of a person it is a double-booking, of a team an over-allocation; with nobody on duty the tasks
    are booked outside all shifts.
    """

    resource: str
    start: datetime
    finish: datetime
    #: How many are asked for, at the worst instant of it.
    demand: int
    #: How many are on duty then.
    capacity: int
    #: The tasks at work in it, by their starts.
    tasks: tuple[str, ...]

    @property
    def off_duty(self) -> bool:
        """Whether nobody is on duty at all."""
        return self.capacity == 0


def overbooked(
    duty: Duty, booked: Mapping[str, Sequence[Booking]]
) -> dict[str, tuple[Overbooked, ...]]:
    """Every such stretch of each resource, in order; resources with none are left out."""
    found = {name: tuple(_stretches(duty, name, work)) for name, work in booked.items()}
    return {name: stretches for name, stretches in found.items() if stretches}


@dataclass(frozen=True, slots=True)
class _Moment:
    """From an instant on: how many are asked for and are there, and the tasks that begin or end."""

    at: datetime
    demand: int
    capacity: int
    begun: Sequence[str]
    ended: Sequence[str]

    @property
    def state(self) -> int:
        """0 if there are enough, 1 if too few, 2 if nobody is on duty."""
        if self.demand <= self.capacity:
            return 0
        return 1 if self.capacity else 2


def _stretches(duty: Duty, name: str, work: Sequence[Booking]) -> Iterator[Overbooked]:
    at_work, since = dict[str, None](), list[_Moment]()
    concerned = dict[str, None]()
    for moment in _moments(duty, name, work):
        if since and moment.state != since[0].state:
            yield _stretch(name, since, moment.at, concerned)
            since = []
        for task in moment.ended:
            del at_work[task]
        at_work.update(dict.fromkeys(moment.begun))
        if moment.state:
            concerned = concerned | dict.fromkeys(moment.begun) if since else dict(at_work)
            since.append(moment)


def _stretch(
    name: str, since: Sequence[_Moment], ends: datetime, concerned: Iterable[str]
) -> Overbooked:
    worst = max(since, key=lambda moment: moment.demand - moment.capacity)
    return Overbooked(
        resource=name,
        start=since[0].at,
        finish=ends,
        demand=worst.demand,
        capacity=worst.capacity,
        tasks=tuple(concerned),
    )


def _moments(duty: Duty, name: str, work: Sequence[Booking]) -> Iterator[_Moment]:
    """Every instant at which the demand or the capacity changes; the last has no demand."""
    begun, ended = dict[datetime, list[Booking]](), dict[datetime, list[Booking]]()
    for each in work:
        begun.setdefault(each.start, []).append(each)
        ended.setdefault(each.finish, []).append(each)
    steps = dict(duty.steps[name])
    demand = capacity = 0
    for at in sorted(begun.keys() | ended.keys() | steps.keys()):
        comes, goes = begun.get(at, []), ended.get(at, [])
        demand += sum(each.many for each in comes) - sum(each.many for each in goes)
        capacity = steps.get(at, capacity)
        tasks = [each.task for each in comes], [each.task for each in goes]
        yield _Moment(at, demand, capacity, *tasks)
