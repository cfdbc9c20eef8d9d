"""Tasks that run across the end of a shift, and whether a colleague is there to take them over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dependencies.people.bookings import Booking
from dependencies.people.duty import Duty, is_limited, shifts_of
from dependencies.people.needed import teams_by_person


@dataclass(frozen=True, kw_only=True, slots=True)
class Handover:
    """A task at work whose people go off duty before it is over."""

    task: str
    #: What the task needs: a person, or a team.
    resource: str
    #: When the shift ends (UTC).
    at: datetime
    #: Who goes: persons, or the team itself if nobody in it is named.
    leaving: tuple[str, ...]
    #: Who of the team is on duty then and not at work on the task; empty if nobody is.
    taking_over: tuple[str, ...]


def handovers(duty: Duty, booked: Mapping[str, Sequence[Booking]]) -> tuple[Handover, ...]:
    """The handovers in a plan, by their instants and in the order of the runbook's resources.

    Of a team it is not known who of it does a task: as few handovers are counted as there can be,
    those who are on longest doing it. A person's place in a team is counted with the person.
    """
    teams = teams_by_person(duty.runbook)
    found = [
        handover
        for name, work in booked.items()
        for booking in work
        for handover in _handovers(duty, teams, name, booking)
    ]
    return tuple(sorted(found, key=lambda handover: handover.at))


def _handovers(
    duty: Duty, teams: Mapping[str, tuple[str, ...]], name: str, booking: Booking
) -> Iterator[Handover]:
    resource, task = duty.runbook.resources[name], duty.runbook.task_by_id[booking.task]
    if resource.person:
        ends = duty.off_at(name, booking.start)
        if ends is not None and ends < booking.finish:
            team = [m for each in teams.get(name, ()) for m in duty.runbook.resources[each].members]
            yield _handover(booking, ends, (name,), _on_duty(duty, team, ends, but=task.needs))
    elif name not in task.needs:
        return
    elif resource.members and not is_limited(resource):
        yield from _within_team(duty, resource.members, task.needs, booking)
    else:
        yield from _of_the_team(duty, name, booking)


def _within_team(
    duty: Duty, members: Sequence[str], named: Mapping[str, int], booking: Booking
) -> Iterator[Handover]:
    """Those who are on longest do it; who goes hands over to who is then on longest."""

    def staying(who: str) -> tuple[bool, datetime]:
        return who in named, duty.off_at(who, at) or at

    at, doing = booking.start, list[str]()
    while True:
        able = [*doing, *_on_duty(duty, members, at, but=doing)]
        doing = sorted(able, key=staying, reverse=True)[: booking.many]
        ends = [(end, who) for who in doing if (end := duty.off_at(who, at)) is not None]
        if len(doing) < booking.many or not ends or min(ends)[0] >= booking.finish:
            return
        at = min(ends)[0]
        leaving = tuple(who for end, who in ends if end == at)
        doing = [who for who in doing if who not in leaving]
        if not set(leaving) <= named.keys():
            yield _handover(booking, at, leaving, _on_duty(duty, members, at, but=doing))


def _of_the_team(duty: Duty, name: str, booking: Booking) -> Iterator[Handover]:
    """The ends of a nameless team's shifts, and of its day's hours."""
    ends = {end for _, end in shifts_of(duty.runbook, name)}
    ends |= {end for _, end in duty.stretches[name]}
    for at in sorted(ends):
        if booking.start < at < booking.finish and _was_on(duty, name, at):
            follows = (name,) if duty.capacity(name, at) else ()
            yield _handover(booking, at, (name,), follows)


def _was_on(duty: Duty, name: str, at: datetime) -> bool:
    return any(begin < at <= end for begin, end in duty.stretches[name])


def _on_duty(
    duty: Duty, some: Iterable[str], at: datetime, *, but: Iterable[str]
) -> tuple[str, ...]:
    gone = set(but)
    return tuple(
        dict.fromkeys(who for who in some if who not in gone and duty.off_at(who, at) is not None)
    )


def _handover(
    booking: Booking, at: datetime, leaving: tuple[str, ...], taking_over: tuple[str, ...]
) -> Handover:
    return Handover(
        task=booking.task,
        resource=booking.resource,
        at=at,
        leaving=leaving,
        taking_over=taking_over,
    )
