"""The trials of a forecast: the forward pass of a network with drawn durations, block by block.

Every figure is a whole number that depends on its trial alone, so blocks can be shared out among
any number of threads. A thread works through its blocks without the interpreter's lock.
"""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import I32, OPEN, OVER, START, Arrays
from dependencies.kernels.compiled import compiled
from dependencies.kernels.trials_arrays import HALF, LANES, READY, Draws, LaneHours, Watch
from dependencies.kernels.trials_draws import draw_durations, draw_parties
from dependencies.kernels.trials_placing import Lanes, place_open, place_running, release
from dependencies.kernels.trials_walks import walk

_I32 = np.int32


@compiled
def run_blocks(
    net: Arrays,
    hours: LaneHours,
    draws: Draws,
    watch: Watch,
    blocks: tuple[int, int, int],
    kept: I32,
    samples: I32,
    on_chain: I32,
) -> bool:
    """Work out the blocks of `range(*blocks)`; whether all dates lie within the hours known.

    `kept` is filled with the watched rows by trial, `samples` with starts and finishes by task and
    trial; `on_chain` counts, by target and task, the trials in which the task drives the target.
    """
    count = net.duration.shape[0]
    lanes = Lanes(
        np.empty((count, LANES), np.int32),
        np.empty((count, LANES), np.int32),
        np.empty(LANES, np.int32),
        np.empty(LANES, np.int32),
        np.empty(LANES, np.int32),
        np.empty(LANES, np.int8),
    )
    shared = np.empty((draws.party_name.shape[0] + 1, LANES), np.float32)
    normals = np.empty(LANES, np.float32)
    within = True
    for block in range(blocks[0], blocks[1], blocks[2]):
        trials = kept[:, block * LANES : (block + 1) * LANES]
        draw_parties(draws, block * HALF, shared)
        for task in range(count):
            draw_durations(draws, task, block * HALF, shared, normals, lanes.seconds)
            within &= _place(net, hours, watch, task, lanes, trials)
        _keep(watch, lanes, trials)
        if block * LANES < watch.samples:
            samples[0, :, block * LANES : (block + 1) * LANES] = lanes.starts
            samples[1, :, block * LANES : (block + 1) * LANES] = lanes.finishes
        if within:
            _walk(net, watch, lanes, on_chain)
    return within


@compiled
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
    ends = release(net, task, watch.origin, lanes)
    if row >= 0:
        trials[row] = lanes.ready
    if standing != OPEN:
        if row >= 0:
            trials[row][:] = _I32(net.began[task])
        return place_running(net, task, ends, lanes)
    return place_open(net, hours, task, ends, lanes)


@compiled
def _keep(watch: Watch, lanes: Lanes, trials: I32) -> None:
    """Keep the watched dates that are not kept yet: ends of tasks, and the finish of all."""
    for row in range(watch.task.shape[0]):
        task = watch.task[row]
        if task >= 0:
            if watch.end[row] != READY:
                dates = lanes.starts if watch.end[row] == START else lanes.finishes
                trials[row] = dates[task]
            continue
        finish = trials[row]
        finish[:] = watch.origin
        for last in watch.last:
            dates_of_last = lanes.finishes[last]
            for lane in range(LANES):
                finish[lane] = max(finish[lane], dates_of_last[lane])


@compiled
def _walk(net: Arrays, watch: Watch, lanes: Lanes, on_chain: I32) -> None:
    for target in range(watch.targets.shape[0]):
        row = watch.targets[target]
        for lane in range(LANES):
            walk(net, watch, row, lane, lanes.starts, lanes.finishes, on_chain[target])
