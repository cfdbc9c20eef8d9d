"""The two passes over a network: its earliest dates, and the latest towards some target."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dependencies.kernels.arrays import FAR, I64, OVER
from dependencies.kernels.backward import backward, free_floats
from dependencies.kernels.forward import BY_EARLIEST, BY_LINK, Early, forward, no_dates
from dependencies.kernels.plain import plain_backward, plain_forward
from dependencies.network import Network
from runbooks.clocktime import local_date
from runbooks.errors import NoRoom


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How late some tasks may be, by place in the network: seconds from the plan's start."""

    start: tuple[tuple[int, int], ...] = ()
    finish: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Late:
    """Latest dates by place in the network; FAR for a task that is on no way to the target."""

    start: I64
    finish: I64


def earliest(network: Network) -> tuple[Network, Early]:
    """The earliest dates, and the network with as many working hours as they took.

    Raises NoRoom for a task that fits nowhere in forty years.
    """
    reaching: Network | None = network
    while reaching is not None:
        network = reaching
        early = _forward(network)
        if not len(early.finish) or early.finish.max() < FAR:
            return network, early
        reaching = network.reaching_further()
    first = network.tasks[int(np.flatnonzero(early.finish >= FAR)[0])]
    until = local_date(network.reach[1], network.frame.runbook.timezone)
    raise NoRoom(
        f"{first.id} fits nowhere: its calendar and the windows that are closed to it leave no "
        f"room for {first.duration.likely // 60} minutes of work until {until}.",
        hint="Correct its calendar, the blackouts and outages it is under, or its duration.",
        task=first.id,
    )


def latest(network: Network, early: Early, limits: Limits) -> Late:
    """The latest dates that keep within some limits, however long before the plan they lie."""
    late, reaching = _latest(network, early, limits), network.reaching_back
    while len(late.start) and late.start.min() <= -FAR and (further := reaching()) is not None:
        late, reaching = _latest(further, early, limits), further.reaching_back
    return late


def _latest(network: Network, early: Early, limits: Limits) -> Late:
    count = len(network.tasks)
    start, finish = np.full(count, FAR, np.int64), np.full(count, FAR, np.int64)
    for task, limit in limits.start:
        start[task] = min(start[task], limit)
    for task, limit in limits.finish:
        finish[task] = min(finish[task], limit)
    arrays = network.arrays
    if arrays.plain:
        plain_backward(arrays.duration, arrays.first, arrays.source, arrays.lag, start, finish)
    else:
        backward(arrays, early, start, finish)
    return Late(start=start, finish=finish)


def finish_of_all(early: Early) -> int:
    """The latest early finish; 0 without tasks."""
    return int(early.finish.max()) if len(early.finish) else 0


def towards_the_end(network: Network, early: Early) -> Late:
    """The latest dates that do not move the last finish of all."""
    end = finish_of_all(early)
    return latest(
        network, early, Limits(finish=tuple((task, end) for task in range(len(network.tasks))))
    )


def slips(network: Network, early: Early, late: Late) -> I64:
    """Seconds by which each task may slip; FAR where nothing limits it, 0 for what is over."""
    arrays = network.arrays
    floats = np.where(arrays.standing == 0, late.start - early.start, late.finish - early.finish)
    floats[(late.start >= FAR) & (late.finish >= FAR)] = FAR
    floats[arrays.standing == OVER] = 0
    return floats


def free_slips(network: Network, early: Early) -> I64:
    """Seconds by which each task may slip before any task behind it, or the last finish, does."""
    count = len(network.tasks)
    start, free = np.full(count, FAR, np.int64), np.empty(count, np.int64)
    finish = np.full(count, finish_of_all(early), np.int64)
    free_floats(network.arrays, early, start, finish, free)
    return free


def _forward(network: Network) -> Early:
    arrays = network.arrays
    if not arrays.plain:
        early = no_dates(len(network.tasks))
        forward(arrays, early)
        return early
    start, finish, driver, released = plain_forward(
        arrays.duration, arrays.earliest, arrays.first, arrays.source, arrays.lag
    )
    cause = np.where((driver >= 0) & (released == start), BY_LINK, BY_EARLIEST).astype(np.int8)
    return Early(start, finish, driver, released, cause)
