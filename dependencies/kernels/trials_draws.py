"""The durations of a block of trials, drawn side by side."""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import I32
from dependencies.kernels.compiled import compiled_bare
from dependencies.kernels.threefry import threefry
from dependencies.kernels.trials_arrays import F32, HALF, LANES, STEPS, Draws, Key
from dependencies.kernels.trials_normals import FURTHEST, normal_pair, root_of_phi

_F32 = np.float32
_HALF_SECOND, _ZERO = _F32(0.5), _F32(0.0)
_PER_STEP = _F32(STEPS / 9.0)
_LAST_STEP = _F32(STEPS)


@compiled_bare
def draw_normals(key: Key, name: np.uint32, more: np.uint32, first_pair: int, normals: F32) -> None:
    """Standard normal variates of a name for the trials of a block."""
    pair = np.uint32(more | np.uint32(first_pair))
    for lane in range(HALF):
        first, second = threefry(key, name, np.uint32(pair + np.uint32(lane)))
        normals[lane], normals[HALF + lane] = normal_pair(first, second)


@compiled_bare
def draw_parties(draws: Draws, first_pair: int, shared: F32) -> None:
    """What the tasks of each party have in common; the last row stays zero."""
    for party in range(draws.party_name.shape[0]):
        name, more = draws.party_name[party], draws.party_more[party]
        draw_normals(draws.party_key, name, more, first_pair, shared[party])
    shared[draws.party_name.shape[0]] = _ZERO


@compiled_bare
def draw_durations(
    draws: Draws, task: int, first_pair: int, shared: F32, normals: F32, seconds: I32
) -> None:
    """The durations of a task in whole seconds."""
    certain = draws.certain[task]
    if certain >= 0:
        seconds[:] = certain
        return
    draw_normals(draws.task_key, draws.name[task], draws.name_more[task], first_pair, normals)
    common, own = draws.common[task], draws.own[task]
    party = shared[draws.party[task]]
    if draws.table[task] >= 0:
        for lane in range(LANES):
            normals[lane] = common * party[lane] + own * normals[lane]
        _by_table(draws.tables[draws.table[task]], draws, task, normals, seconds)
        return
    cut, low, low_by = draws.cut[task], draws.low[task], draws.low_by[task]
    high, high_by = draws.high[task], draws.high_by[task]
    for lane in range(LANES):
        z = common * party[lane] + own * normals[lane]
        below = z < cut
        root = root_of_phi(z if below else -z)
        length = low + low_by * root if below else high + high_by * root
        seconds[lane] = np.int32(length + _HALF_SECOND)


@compiled_bare
def _by_table(table: F32, draws: Draws, task: int, normals: F32, seconds: I32) -> None:
    """Values between the points of a table, on a straight line."""
    cut, low, low_by = draws.cut[task], draws.low[task], draws.low_by[task]
    high, high_by = draws.high[task], draws.high_by[task]
    for lane in range(LANES):
        z = normals[lane]
        below = z < cut
        at = ((z if below else -z) + FURTHEST) * _PER_STEP
        at = min(max(at, _ZERO), _LAST_STEP)
        step = np.uint32(at)
        value = table[step] + (table[step + np.uint32(1)] - table[step]) * (at - _F32(step))
        length = low + low_by * value if below else high + high_by * value
        seconds[lane] = np.int32(max(length, _ZERO) + _HALF_SECOND)
