"""The trials of a forecast: the forward pass of a network with drawn durations, block by block.

Every figure is a whole number that depends on its trial alone, so blocks can be shared out among
any number of threads. A thread works through its blocks without the interpreter's lock.
"""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import I32, OPEN, OVER, START, Arrays
from dependencies.kernels.compiled import compiled_bare
from dependencies.kernels.trials_arrays import (
    BEYOND,
    HALF,
    LANES,
    READY,
    Draws,
    LaneHours,
    Lanes,
    Watch,
)
from dependencies.kernels.trials_draws import draw_durations, draw_parties
from dependencies.kernels.trials_placing import place_open, place_running, release
from dependencies.kernels.trials_walks import count_chains

_I32 = np.int32


@compiled_bare
def run_blocks(
    net: Arrays,
    hours: LaneHours,
    draws: Draws,
    watch: Watch,
    blocks: tuple[int, int, int, int],
    lanes: Lanes,
    kept: I32,
    samples: I32,
    on_chain: I32,
) -> bool:
    """Work out some blocks of trials; whether all dates lie within the hours known.

    `blocks`: the first, the end, the step, and how many trials there are in all.

    `kept` is filled with the watched rows by trial, `samples` with starts and finishes by task and
    trial; `on_chain` counts, by target and task, the trials in which the task drives the target.
    """
    count, within = net.duration.shape[0], True
    shared, normals, seconds = lanes.shared, lanes.normals, lanes.seconds
    for block in range(blocks[0], blocks[1], blocks[2]):
        trials = kept[:, block * LANES : (block + 1) * LANES]
        draw_parties(draws, block * HALF, shared)
        for task in range(count):
            draw_durations(draws, task, block * HALF, shared, normals, seconds)
            within &= _place(net, hours, watch, task, lanes, trials)
        _keep(watch, lanes, trials)
        if block * LANES < watch.samples:
            _sample(lanes, samples, block * LANES)
        for number in range(watch.targets.shape[0]):
            row = watch.targets[number]
            left = min(LANES, blocks[3] - block * LANES)
            count_chains(net, watch, row, lanes, left, trials[row], on_chain[number])
    return within


@compiled_bare
def _place(
    net: Arrays, hours: LaneHours, watch: Watch, task: int, lanes: Lanes, trials: I32
) -> bool:
    """Place a task in all trials of a block; whether all dates lie within the hours known."""
    row, standing = watch.ready_row[task], net.standing[task]
    if standing == OVER:
        lanes.starts[task][:] = _I32(net.began[task])
        lanes.finishes[task][:] = _I32(net.ended[task])
        if row >= 0:
            trials[row][:] = _I32(net.began[task])
        return True
    ends = release(net, task, lanes)
    if row >= 0:
        _copy(lanes.ready, trials[row])
    if standing != OPEN:
        if row >= 0:
            trials[row][:] = _I32(net.began[task])
        return place_running(net, task, ends, lanes)
    return place_open(net, hours, task, ends, lanes)


@compiled_bare
def _keep(watch: Watch, lanes: Lanes, trials: I32) -> None:
    """Keep the watched dates that are not kept yet: ends of tasks, and the finish of all."""
    starts, finishes, last = lanes.starts, lanes.finishes, watch.last
    for row in range(watch.task.shape[0]):
        task, end, kept = watch.task[row], watch.end[row], trials[row]
        if task >= 0:
            if end != READY:
                _copy(starts[task] if end == START else finishes[task], kept)
            continue
        kept[:] = -BEYOND if last.shape[0] else 0
        for number in range(last.shape[0]):
            dates = finishes[last[number]]
            for lane in range(LANES):
                kept[lane] = max(kept[lane], dates[lane])


@compiled_bare
def _copy(source: I32, target: I32) -> None:
    for lane in range(LANES):
        target[lane] = source[lane]


@compiled_bare
def _sample(lanes: Lanes, samples: I32, first: int) -> None:
    """Keep the starts and finishes of all tasks."""
    starts, finishes = lanes.starts, lanes.finishes
    for task in range(starts.shape[0]):
        _copy(starts[task], samples[0, task, first : first + LANES])
        _copy(finishes[task], samples[1, task, first : first + LANES])
