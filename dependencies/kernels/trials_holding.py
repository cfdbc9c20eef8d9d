"""Which trials of a block a closed window or an outage would meet: they are placed one by one."""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import I8, I32, START, Arrays
from dependencies.kernels.compiled import compiled_bare
from dependencies.kernels.trials_arrays import BEYOND, LANES

_I32 = np.int32


@compiled_bare
def _mark(starts: I32, finishes: I32, begins: np.int32, ends: np.int32, held: I8) -> bool:
    """Mark the trials whose work meets [begins, ends), with a length of zero too."""
    any_held = False
    for lane in range(LANES):
        start, finish = starts[lane], finishes[lane]
        met = (start < ends) & ((finish > begins) | ((start == finish) & (finish >= begins)))
        held[lane] |= np.int8(met)
        any_held |= met
    return any_held


@compiled_bare
def held_by_windows(net: Arrays, task: int, starts: I32, finishes: I32, held: I8) -> bool:
    """Mark the trials that meet a window of the clock; whether any does."""
    row = net.closed[task]
    soonest, latest = starts[0], finishes[0]
    for lane in range(LANES):
        soonest, latest = min(soonest, starts[lane]), max(latest, finishes[lane])
    any_held = False
    for window in range(net.closed_first[row], net.closed_first[row + 1]):
        begins, ends = net.closed_from[window], net.closed_to[window]
        if begins > latest:
            break
        if ends > soonest:
            begins, ends = max(begins, -BEYOND), min(ends, BEYOND)
            any_held |= _mark(starts, finishes, _I32(begins), _I32(ends), held)
    return any_held


@compiled_bare
def held_by_outages(net: Arrays, task: int, all_starts: I32, all_finishes: I32, held: I8) -> bool:
    """Mark the trials that meet an outage bound to tasks; whether any does."""
    starts, finishes = all_starts[task], all_finishes[task]
    any_held = False
    for outage in range(net.outage_first[task], net.outage_first[task + 1]):
        closer, opener = net.closer[outage], net.opener[outage]
        closes = all_starts[closer] if net.closer_end[outage] == START else all_finishes[closer]
        if opener < 0:
            for lane in range(LANES):
                met = starts[lane] < closes[lane]
                held[lane] |= np.int8(met)
                any_held |= met
            continue
        opens = all_starts[opener] if net.opener_end[outage] == START else all_finishes[opener]
        for lane in range(LANES):
            start, finish = starts[lane], finishes[lane]
            late = (finish > opens[lane]) | ((start == finish) & (finish >= opens[lane]))
            met = (start < closes[lane]) & late
            held[lane] |= np.int8(met)
            any_held |= met
    return any_held
