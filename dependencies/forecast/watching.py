"""The dates that a forecast keeps, as the trials read them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dependencies.forecast.targets import Row
from dependencies.kernels.arrays import FS, I32, OPEN, Arrays
from dependencies.kernels.trials_arrays import LANES, READY, Watch

#: Trials of which the dates of all tasks are kept, and how many dates at most.
_SAMPLES, _MOST_SAMPLED = 1024, 1 << 25


def watch_of(net: Arrays, rows: Sequence[Row], targets: Sequence[int]) -> Watch:
    """What to keep of each trial, and the rows towards which criticality is counted."""
    count = len(net.duration)
    ready = np.full(count, -1, np.int32)
    for number, (task, end) in enumerate(rows):
        if end == READY:
            ready[task] = number
    room = _MOST_SAMPLED // max(1, count) // LANES * LANES
    return Watch(
        ready_row=ready,
        task=np.array([task for task, _ in rows], np.int32),
        end=np.array([end for _, end in rows], np.int8),
        last=_last(net),
        targets=np.array(targets, np.int32),
        samples=min(_SAMPLES, max(LANES, room)),
    )


def _last(net: Arrays) -> I32:
    """The tasks of which one ends last: those that no task still to come waits for."""
    task = np.repeat(np.arange(len(net.duration)), np.diff(net.first))
    waits = (net.kind == FS) & (net.lag >= 0) & (net.standing[task] == OPEN)
    ends = np.ones(len(net.duration), np.bool_)
    ends[net.source[waits]] = False
    return np.flatnonzero(ends).astype(np.int32)
