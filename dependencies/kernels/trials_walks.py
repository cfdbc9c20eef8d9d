"""Which tasks drive a date: the way back over what really holds each task, in all trials at once.

The tasks are gone through from the last to the first. Where a task is on the chain of some trials,
its mark moves on to whatever lets it go in those; where the clock holds it, the chain begins.
"""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import FS, I8, I32, OPEN, OVER, SS, Arrays
from dependencies.kernels.compiled import compiled_bare
from dependencies.kernels.trials_arrays import LANES, READY, Lanes, Watch
from dependencies.kernels.trials_drivers import driver_of
from dependencies.kernels.trials_placing import release

_I8, _I32 = np.int8, np.int32


@compiled_bare
def count_chains(
    net: Arrays, watch: Watch, row: int, lanes: Lanes, trials: int, dates: I32, on: I32
) -> None:
    """Add to each task how often, of so many trials, it is on the chain that drives a date."""
    lanes.held[:] = 0
    lanes.held[:trials] = 1
    marks, touched = lanes.marks, lanes.touched
    _mark_ends(net, watch, row, lanes, dates)
    for task in range(net.duration.shape[0] - 1, -1, -1):
        if not touched[task]:
            continue
        touched[task] = 0
        mark, total = marks[task], 0
        for lane in range(LANES):
            total += mark[lane]
        on[task] += total
        if net.standing[task] != OVER:
            _move_on(net, task, lanes)
        mark[:] = 0


@compiled_bare
def _mark_ends(net: Arrays, watch: Watch, row: int, lanes: Lanes, dates: I32) -> None:
    """Mark the tasks that give the watched dates."""
    task, left, last = watch.task[row], lanes.held, watch.last
    if task < 0:
        for number in range(last.shape[0]):
            _hand_over(lanes.finishes[last[number]], _I32(0), dates, left, last[number], lanes)
    elif watch.end[row] != READY:
        _hand_over(dates, _I32(0), dates, left, task, lanes)
    elif net.standing[task] == OPEN:
        _follow_links(net, task, dates, left, lanes)


@compiled_bare
def _hand_over(ends: I32, lag: np.int32, dates: I32, left: I8, task: int, lanes: Lanes) -> None:
    """Mark a task in the trials that are left in which its end lets the date go; they are done."""
    mark, any_met = lanes.marks[task], False
    for lane in range(LANES):
        met = _I8(_I8(_I32(ends[lane] + lag) == dates[lane]) & left[lane])
        mark[lane] |= met
        left[lane] ^= met
        any_met |= met != 0
    if any_met:
        lanes.touched[task] = 1


@compiled_bare
def _follow_links(net: Arrays, task: int, dates: I32, left: I8, lanes: Lanes) -> None:
    """Hand the marks that are left on to the first link that lets the date go."""
    for link in range(net.first[task], net.first[task + 1]):
        source, kind = net.source[link], net.kind[link]
        if kind in (FS, SS):
            ends = lanes.finishes[source] if kind == FS else lanes.starts[source]
            _hand_over(ends, _I32(net.lag[link]), dates, left, source, lanes)


@compiled_bare
def _move_on(net: Arrays, task: int, lanes: Lanes) -> None:
    """Hand the marks of a task on to what holds it in each trial."""
    left, mark, starts = lanes.held, lanes.marks[task], lanes.starts[task]
    for lane in range(LANES):
        left[lane] = mark[lane]
    runs, ends = net.standing[task] != OPEN, False
    for link in range(net.first[task], net.first[task + 1]):
        ends |= net.kind[link] not in (FS, SS)
    # Of links that let it go at once the first counts, be it one to the end.
    if not runs and not ends:
        _follow_links(net, task, starts, left, lanes)
    held = net.closed[task] >= 0 or net.outage_first[task] < net.outage_first[task + 1]
    if ends or (held and not runs):
        _one_by_one(net, task, left, lanes)
    elif net.calendar[task] >= 0 and not runs:
        _follow_to_hours(net, task, left, lanes)


@compiled_bare
def _follow_to_hours(net: Arrays, task: int, left: I8, lanes: Lanes) -> None:
    """Follow the links of a task that waits for its hours, unless a fixed time lets it go later."""
    release(net, task, lanes)
    ready, least = lanes.ready, _I32(net.earliest[task])
    for lane in range(LANES):
        left[lane] &= _I8(ready[lane] >= least)
    _follow_links(net, task, ready, left, lanes)


@compiled_bare
def _one_by_one(net: Arrays, task: int, left: I8, lanes: Lanes) -> None:
    for lane in range(LANES):
        if left[lane]:
            driver = driver_of(net, task, lane, lanes.starts, lanes.finishes)
            if driver >= 0:
                lanes.marks[driver, lane] = 1
                lanes.touched[driver] = 1
