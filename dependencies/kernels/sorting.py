"""The order of a network: every task behind those it waits for, first written first."""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import I32
from dependencies.kernels.compiled import compiled, plain_if_small


@plain_if_small
@compiled
def successors_of(first: I32, source: I32) -> tuple[I32, I32]:
    """The links the other way round: `behind[begin[i]:begin[i + 1]]` wait for task `i`."""
    count = first.shape[0] - 1
    begin = np.zeros(count + 1, np.int32)
    for link in range(source.shape[0]):
        begin[source[link] + 1] += 1
    for task in range(count):
        begin[task + 1] += begin[task]
    behind, filled = np.empty(source.shape[0], np.int32), begin[:-1].copy()
    for task in range(count):
        for link in range(first[task], first[task + 1]):
            before = source[link]
            behind[filled[before]] = task
            filled[before] += 1
    return begin, behind


@plain_if_small
@compiled
def topological_order(first: I32, source: I32) -> I32:
    """A. B. Kahn's order (1962); tasks in a circle, and those behind one, are missing from it."""
    count = first.shape[0] - 1
    begin, behind = successors_of(first, source)
    missing = np.empty(count, np.int32)
    order, found = np.empty(count, np.int32), 0
    for task in range(count):
        missing[task] = first[task + 1] - first[task]
        if missing[task] == 0:
            order[found] = task
            found += 1
    done = 0
    while done < found:
        task = order[done]
        done += 1
        for place in range(begin[task], begin[task + 1]):
            successor = behind[place]
            missing[successor] -= 1
            if missing[successor] == 0:
                order[found] = successor
                found += 1
    return order[:found]


@plain_if_small
@compiled
def reached_from(begin: I32, behind: I32, start: int, reached: I32, mark: int) -> None:
    """Mark a task and everything behind it; `reached` holds the mark where it has been already."""
    stack, height = np.empty(reached.shape[0], np.int32), 1
    stack[0], reached[start] = start, mark
    while height:
        height -= 1
        task = stack[height]
        for place in range(begin[task], begin[task + 1]):
            successor = behind[place]
            if reached[successor] != mark:
                reached[successor] = mark
                stack[height] = successor
                height += 1
