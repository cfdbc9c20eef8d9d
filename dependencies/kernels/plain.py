"""The two passes over a network of nothing but finish-to-start links and earliest starts.

The same figures as `forward.py` and `backward.py` give, in a fraction of the time: most runbooks,
and the large ones that come from elsewhere, have neither calendars nor windows.
"""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import FAR, I32, I64
from dependencies.kernels.compiled import compiled, plain_if_small


@plain_if_small
@compiled
def plain_forward(
    duration: I64, earliest: I64, first: I32, source: I32, lag: I64
) -> tuple[I64, I64, I32, I64]:
    """Earliest starts and finishes, the driver of each task (-1: none) and when it lets go."""
    count = duration.shape[0]
    start, finish = np.empty(count, np.int64), np.empty(count, np.int64)
    drivers, releases = np.empty(count, np.int32), np.empty(count, np.int64)
    for task in range(count):
        driver, released = -1, -FAR
        for link in range(first[task], first[task + 1]):
            freed = finish[source[link]] + lag[link]
            if freed > released:
                driver, released = source[link], freed
        drivers[task], releases[task] = driver, released
        begins = max(earliest[task], released)
        start[task] = begins
        finish[task] = begins + duration[task]
    return start, finish, drivers, releases


@plain_if_small
@compiled
def plain_backward(
    duration: I64, first: I32, source: I32, lag: I64, last_start: I64, last_finish: I64
) -> None:
    """Latest dates in place of the limits of the target; FAR off every way to it."""
    for task in range(duration.shape[0] - 1, -1, -1):
        limit = min(last_start[task], last_finish[task] - duration[task])
        last_start[task] = limit
        if limit >= FAR >> 1:
            last_start[task] = last_finish[task] = FAR
            continue
        last_finish[task] = limit + duration[task]
        for link in range(first[task], first[task + 1]):
            before = source[link]
            last_finish[before] = min(last_finish[before], limit - lag[link])
