"""Where the trials of a block place a task: most at once, those that something holds one by one."""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import FAR, FF, FS, I32, SS, Arrays
from dependencies.kernels.compiled import compiled_bare
from dependencies.kernels.placing import finish_from, place
from dependencies.kernels.trials_arrays import BEYOND, LANES, LaneHours, Lanes
from dependencies.kernels.trials_holding import held_by_outages, held_by_windows
from dependencies.kernels.trials_hours import work_lanes

_I32 = np.int32


@compiled_bare
def release(net: Arrays, task: int, lanes: Lanes) -> bool:
    """When links let a task start (without any: the plan's start) and end; whether any holds that.

    Of a task that has begun too: what holds its end may be the end of another.
    """
    ready, reach = lanes.ready, lanes.reach
    starts, ends = False, False
    for link in range(net.first[task], net.first[task + 1]):
        source, kind, lag = net.source[link], net.kind[link], _I32(net.lag[link])
        dates = lanes.finishes[source] if kind in (FS, FF) else lanes.starts[source]
        if kind in (FS, SS):
            _latest(dates, lag, starts, ready)
            starts = True
        else:
            _latest(dates, lag, ends, reach)
            ends = True
    if not starts:
        ready[:] = 0
    return ends


@compiled_bare
def _latest(dates: I32, lag: np.int32, more: bool, latest: I32) -> None:
    """The latest of dates after a lag, and of what is known already if this is one more."""
    if more:
        for lane in range(LANES):
            latest[lane] = max(latest[lane], _I32(dates[lane] + lag))
    else:
        for lane in range(LANES):
            latest[lane] = _I32(dates[lane] + lag)


@compiled_bare
def place_running(net: Arrays, task: int, ends: bool, lanes: Lanes) -> bool:
    """What runs began as it happened; whether every finish lies within the hours known."""
    finishes, least = lanes.finishes[task], _I32(net.ended[task])
    lanes.starts[task][:] = _I32(net.began[task])
    counted = net.counted_from[task]
    for lane in range(LANES):
        finish = finish_from(net, task, lanes.seconds[lane], counted)
        finishes[lane] = max(least, _I32(min(finish, BEYOND)))
    if ends:
        for lane in range(LANES):
            finishes[lane] = max(finishes[lane], lanes.reach[lane])
    return _within(finishes)


@compiled_bare
def place_open(net: Arrays, hours: LaneHours, task: int, ends: bool, lanes: Lanes) -> bool:
    """The starts and finishes of a task not begun; whether all lie within the hours known."""
    starts, finishes, seconds = lanes.starts[task], lanes.finishes[task], lanes.seconds
    ready, reach = lanes.ready, lanes.reach
    least, calendar = _I32(net.earliest[task]), net.calendar[task]
    for lane in range(LANES):
        starts[lane] = max(ready[lane], least)
    if calendar < 0:
        if ends:
            for lane in range(LANES):
                starts[lane] = max(starts[lane], _I32(reach[lane] - seconds[lane]))
        for lane in range(LANES):
            finishes[lane] = _I32(starts[lane] + seconds[lane])
        if net.closed[task] < 0 and net.outage_first[task] == net.outage_first[task + 1]:
            return True
    elif hours.fast[calendar]:
        work_lanes(hours, calendar, starts, seconds, finishes)
    if _held(net, hours, task, ends, lanes):
        _place_held(net, task, ends, lanes)
    return _within(finishes)


@compiled_bare
def _held(net: Arrays, hours: LaneHours, task: int, ends: bool, lanes: Lanes) -> bool:
    """Mark the trials that are to be placed one by one; whether there are any."""
    held, finishes, calendar = lanes.held, lanes.finishes[task], net.calendar[task]
    if calendar >= 0 and not hours.fast[calendar]:
        held[:] = 1
        return True
    held[:] = 0
    found = False
    if calendar >= 0 and ends:
        for lane in range(LANES):
            late = finishes[lane] < lanes.reach[lane]
            held[lane] |= np.int8(late)
            found |= late
    if net.closed[task] >= 0:
        found |= held_by_windows(net, task, lanes.starts[task], finishes, held)
    if net.outage_first[task] < net.outage_first[task + 1]:
        found |= held_by_outages(net, task, lanes.starts, lanes.finishes, held)
    return found


@compiled_bare
def _place_held(net: Arrays, task: int, ends: bool, lanes: Lanes) -> None:
    least = net.earliest[task]
    for lane in range(LANES):
        if not lanes.held[lane]:
            continue
        start, finish, _ = place(
            net,
            task,
            lanes.seconds[lane],
            max(lanes.ready[lane], least),
            lanes.reach[lane] if ends else -FAR,
            lanes.starts[:, lane],
            lanes.finishes[:, lane],
        )
        lanes.starts[task, lane] = _I32(min(start, BEYOND))
        lanes.finishes[task, lane] = _I32(min(finish, BEYOND))


@compiled_bare
def _within(finishes: I32) -> bool:
    latest = finishes[0]
    for lane in range(LANES):
        latest = max(latest, finishes[lane])
    return latest < BEYOND
