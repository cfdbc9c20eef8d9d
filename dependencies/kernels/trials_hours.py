"""Work by a calendar in all trials of a block at once."""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import I32
from dependencies.kernels.compiled import compiled_bare
from dependencies.kernels.trials_arrays import LANES, LaneHours

_I32 = np.int32


@compiled_bare
def work_lanes(hours: LaneHours, calendar: int, starts: I32, seconds: I32, finishes: I32) -> None:
    """Move starts on to working instants, and find the finishes; BEYOND after the last span."""
    since, shift = _I32(hours.since), hours.shift[calendar]
    slots = hours.slots[hours.slot_first[calendar] : hours.slot_first[calendar + 1]]
    work_shift = hours.work_shift[calendar]
    work = hours.work_slots[hours.work_first[calendar] : hours.work_first[calendar + 1]]
    last, last_work = _I32(slots.shape[0] - 1), _I32(work.shape[0] - 1)
    for lane in range(LANES):
        at, length = starts[lane], seconds[lane]
        slot = min(max(_I32(_I32(at - since) >> shift), _I32(0)), last)
        span = np.uint32(slots[np.uint32(slot)])
        span = np.uint32(span + np.uint32(hours.closes[span] <= at))
        start = max(at, hours.opens[span])
        done = _I32(_I32(start - hours.opens[span]) + _I32(hours.before[span] + length))
        slot = min(max(_I32(_I32(done - 1) >> work_shift), _I32(0)), last_work)
        span = np.uint32(work[np.uint32(slot)])
        span = np.uint32(span + np.uint32(hours.after[span] < done))
        finish = _I32(hours.opens[span] + _I32(done - hours.before[span]))
        starts[lane] = start
        finishes[lane] = finish if length else start
