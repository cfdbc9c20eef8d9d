"""The planner's working form of a set of tasks: arrays of whole seconds, built once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from dependencies.circles import cycle_among
from dependencies.closed_windows import closed_windows
from dependencies.frame import Frame
from dependencies.kernels.arrays import I32, I64, RUNNING, Arrays, Hours
from dependencies.kernels.sorting import topological_order
from dependencies.links import links_of, reordered, with_edges
from dependencies.network_arrays import arrays_of, calendars_of, own_earliest
from dependencies.network_facts import with_facts
from dependencies.outage_holds import Hold, outage_holds
from dependencies.progress import Progress
from dependencies.working.hour_arrays import hours_of
from runbooks.calendars import Calendar
from runbooks.errors import CycleError
from runbooks.tasks import Task

#: How far the working hours reach: a first guess, and what no plan of ours goes beyond.
_FIRST_REACH, _LAST_REACH = timedelta(days=400), timedelta(days=40 * 366)
#: Before the first instant of a plan, or of what runs: late dates are looked for there too.
_LOOK_BACK = timedelta(days=15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """Tasks in an order of work, with their arrays; all times are seconds from `frame.start`."""

    frame: Frame
    #: By place in the arrays: every task stands behind those it waits for.
    tasks: tuple[Task, ...]
    place: Mapping[str, int]
    #: Their places as written: the order of ties, and of what people read.
    written: I32
    arrays: Arrays
    #: The outages that hold tasks, in the order of the arrays.
    holds: tuple[Hold, ...]
    #: Without `now`: the latest of the plan's start, not-before and fixed time.
    own_earliest: I64 = field(repr=False)
    calendars: tuple[Calendar, ...] = field(repr=False)
    #: The instants between which working hours are known.
    reach: tuple[datetime, datetime] = field(repr=False)
    #: The instant it is looked at; None of a plan of which nothing has happened.
    now: datetime | None = None

    def at(self, facts: Mapping[str, Progress], now: datetime | None) -> Network:
        """The network with what has happened by an instant (aware); nothing starts before it."""
        if not facts and now is None:
            return self
        placed = {self.place[task]: fact for task, fact in facts.items() if task in self.place}
        arrays = with_facts(self.arrays, self.own_earliest, self.frame, placed, now)
        runs = arrays.counted_from[arrays.standing == RUNNING]
        begins, ends = self.reach
        known = min(begins, self.frame.instant(int(runs.min(initial=0))) - _LOOK_BACK)
        network = _replaced(self, arrays=arrays, now=now)
        return _reaching(network, known, ends) if known < begins and self.calendars else network

    def reaching_further(self) -> Network | None:
        """The network with more working hours ahead; None if there are as many as there can be."""
        begins, ends = self.reach
        if not self.calendars or ends - begins >= _LAST_REACH:
            return None
        return _reaching(self, begins, begins + min(_LAST_REACH, (ends - begins) * 4))

    def reaching_back(self) -> Network | None:
        """The network with more working hours before; None if there are as many as there can be."""
        begins, ends = self.reach
        if not self.calendars or ends - begins >= _LAST_REACH:
            return None
        return _reaching(self, ends - min(_LAST_REACH, (ends - begins) * 4), ends)


def build_network(tasks: Sequence[Task], known: Collection[str], frame: Frame) -> Network:
    """The network of some tasks; links to other known tasks are treated as met.

    Raises CycleError, TimeError, and PlanError for a link to an unknown task.
    """
    place = {task.id: number for number, task in enumerate(tasks)}
    links = links_of(tasks, place, known)
    holds = outage_holds(frame.runbook, tasks, place, links) if frame.windows else ()
    order = topological_order(*with_edges(links, [edge for hold in holds for edge in hold.edges]))
    if len(order) < len(tasks):
        cycle = cycle_among(tasks)
        assert cycle is not None
        raise CycleError(cycle)
    ordered = tuple(tasks[number] for number in order.tolist())
    own = own_earliest(ordered, frame)
    calendars, calendar = calendars_of(ordered, frame)
    windows = closed_windows(ordered, frame)
    reach = _reach(frame, [own, windows.ends])
    placed = _placed(holds, order)
    arrays = arrays_of(
        tasks=ordered,
        links=reordered(links, order),
        earliest=own,
        calendar=calendar,
        windows=windows,
        holds=placed,
    )
    network = Network(
        frame=frame,
        tasks=ordered,
        place={task.id: number for number, task in enumerate(ordered)},
        written=order,
        arrays=arrays,
        holds=placed,
        own_earliest=own,
        calendars=calendars,
        reach=reach,
    )
    return _reaching(network, *reach)


def _replaced(network: Network, **changes: object) -> Network:
    fields = {name: getattr(network, name) for name in Network.__slots__}
    return Network(**(fields | changes))


def _reaching(network: Network, begins: datetime, ends: datetime) -> Network:
    """The network with its working hours between two instants."""
    hours = _hours(network, network.calendars, (begins, ends))
    return _replaced(network, reach=(begins, ends), arrays=network.arrays._replace(hours=hours))


def _reach(frame: Frame, dates: Sequence[I64]) -> tuple[datetime, datetime]:
    last = max((int(each.max()) for each in dates if len(each)), default=0)
    return frame.start - _LOOK_BACK, frame.instant(last) + _FIRST_REACH


def _hours(
    network: Network, calendars: tuple[Calendar, ...], reach: tuple[datetime, datetime]
) -> Hours:
    frame = network.frame
    return hours_of(calendars, frame.runbook.timezone, frame.start, *reach)


def _placed(holds: Sequence[Hold], order: I32) -> tuple[Hold, ...]:
    """The holds by their places in the order of work, those of a task side by side."""
    stands = np.empty(len(order), np.int64)
    stands[order] = np.arange(len(order))
    moved = (
        Hold(
            outage=hold.outage,
            task=int(stands[hold.task]),
            opener=int(stands[hold.opener]) if hold.opener >= 0 else -1,
            opener_end=hold.opener_end,
            closer=int(stands[hold.closer]),
            closer_end=hold.closer_end,
        )
        for hold in holds
    )
    # Of outages that end at once the one whose closing task is written first drives.
    return tuple(sorted(moved, key=lambda hold: (hold.task, order[hold.closer])))
