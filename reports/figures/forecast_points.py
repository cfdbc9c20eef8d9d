"""The points of a run at which its forecast is looked at again: decisions first, then outages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, takewhile
from typing import Literal

from rehearsals.core import events as e

HappeningKind = Literal[
    "opened", "decided", "withdrawn", "turned_back", "outage_opened", "outage_closed"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """What happened at a point: to which gate or outage, and to what end."""

    kind: HappeningKind
    #: The gate or the outage; the run, where it was opened.
    id: str
    #: Of a decision; or how the run was turned back.
    outcome: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """What one command brought about, and when; instants in UTC."""

    #: The journal's number of the last fact of that command, without the end of the run.
    seq: int
    #: When it happened, and when it was entered: from then on it was known.
    at: datetime
    entered_at: datetime
    happenings: tuple[Happening, ...]

    @property
    def is_decision(self) -> bool:
        """Whether a gate was decided here, or a decision of it taken back."""
        return any(one.kind in ("decided", "withdrawn") for one in self.happenings)

    @property
    def comes_first(self) -> bool:
        """Whether it is looked at before the outages: the opening, and every decision."""
        return any(not one.kind.startswith("outage") for one in self.happenings)


def points_of(facts: Sequence[e.Fact]) -> tuple[Point, ...]:
    """Every point before the end of the run, in the order of the journal."""
    return tuple(_points(facts))


def chosen(points: Sequence[Point], most: int) -> tuple[Point, ...]:
    """At most so many of them, two or more, in order: first those that come first.

    Of too many, the first, the last and those evenly between are taken.
    """
    first = [point for point in points if point.comes_first]
    others = [point for point in points if not point.comes_first]
    taken = _evenly(first, most)
    taken += _evenly(others, most - len(taken))
    return tuple(sorted(taken, key=lambda point: point.seq))


def _evenly(points: Sequence[Point], most: int) -> list[Point]:
    if len(points) <= most:
        return list(points)
    last = len(points) - 1
    return [points[last * place // max(1, most - 1)] for place in range(most)]


def _points(facts: Sequence[e.Fact]) -> Iterator[Point]:
    seq = 0
    until = takewhile(lambda fact: not isinstance(fact.event, e.RunClosed), facts)
    for _, group in groupby(until, key=lambda fact: (fact.command, fact.recorded_at)):
        known = list(group)
        seq += len(known)
        found = [(fact, happening) for fact in known if (happening := _happening(fact.event))]
        if found:
            first = found[0][0]
            yield Point(
                seq=seq,
                at=first.at,
                entered_at=first.recorded_at,
                happenings=tuple(happening for _, happening in found),
            )


def _happening(event: e.Event) -> Happening | None:
    match event:
        case e.RunOpened():
            return Happening(kind="opened", id=event.run)
        case e.GateDecided():
            return Happening(kind="decided", id=event.gate, outcome=event.outcome)
        case e.GateWithdrawn():
            return Happening(kind="withdrawn", id=event.gate)
        case e.TurnedBack():
            return Happening(kind="turned_back", id=event.gate, outcome=event.kind)
        case e.OutageOpened():
            return Happening(kind="outage_opened", id=event.outage)
        case e.OutageClosed():
            return Happening(kind="outage_closed", id=event.outage)
        case _:
            return None
