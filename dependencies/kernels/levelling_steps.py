"""Free capacity as steps, which bookings cut and join: when there is room, and taking it.

The steps of a resource are `size` places from `first` on: from the instant in `at` as much as in
`free`, until the next step.
"""

from __future__ import annotations

from dependencies.kernels.arrays import FAR, I64
from dependencies.kernels.compiled import compiled_bare


@compiled_bare
def step_at(at: I64, first: int, size: int, instant: int) -> int:
    """The step of a resource that an instant lies in: an index into `at` and `free`."""
    low, high = first, first + size
    while high - low > 1:
        middle = (low + high) >> 1
        if at[middle] <= instant:
            low = middle
        else:
            high = middle
    return low


@compiled_bare
def free_from(
    at: I64, free: I64, first: int, size: int, amount: int, start: int, length: int
) -> int:
    """The earliest instant from `start` on from which so much is free for so long; or FAR."""
    step = step_at(at, first, size, start)
    last = first + size
    while step < last:
        if free[step] < amount:
            step += 1
            if step < last:
                start = at[step]
        elif step + 1 == last or at[step + 1] >= start + length:
            return start
        else:
            step += 1
    return FAR


@compiled_bare
def blocked_until(
    at: I64, free: I64, first: int, size: int, amount: int, start: int, finish: int
) -> int:
    """When the first lack of a resource within [start, finish) ends; `start` if there is none."""
    step = step_at(at, first, size, start)
    last = first + size
    while step < last and at[step] < finish:
        if free[step] < amount:
            while step < last and free[step] < amount:
                step += 1
            return at[step] if step < last else FAR
        step += 1
    return start


@compiled_bare
def book(at: I64, free: I64, first: int, size: int, amount: int, start: int, finish: int) -> int:
    """Take so much of a resource during [start, finish); nothing if that is empty."""
    if start >= finish:
        return size
    begin = step_at(at, first, size, start)
    if at[begin] != start:
        begin += 1
        size = _cut(at, free, first, size, begin, start)
    end = begin
    while end + 1 < first + size and at[end + 1] <= finish:
        end += 1
    if at[end] != finish:
        end += 1
        size = _cut(at, free, first, size, end, finish)
    for step in range(begin, end):
        free[step] -= amount
    size = _join(at, free, first, size, end)
    return _join(at, free, first, size, begin)


@compiled_bare
def _cut(at: I64, free: I64, first: int, size: int, step: int, instant: int) -> int:
    """Make a step that begins at an instant, as number `step`."""
    for place in range(first + size, step, -1):
        at[place] = at[place - 1]
        free[place] = free[place - 1]
    at[step], free[step] = instant, free[step - 1]
    return size + 1


@compiled_bare
def _join(at: I64, free: I64, first: int, size: int, step: int) -> int:
    """Make one step of this and the one before, if equally much is free in both."""
    if step == first or free[step - 1] != free[step]:
        return size
    for place in range(step, first + size - 1):
        at[place] = at[place + 1]
        free[place] = free[place + 1]
    return size - 1
