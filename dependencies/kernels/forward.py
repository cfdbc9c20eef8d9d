"""The forward pass: the earliest dates of a network, and what lets each task go last.

After J. E. Kelley and M. R. Walker, "Critical-Path Planning and Scheduling" (1959), generalised to
the four kinds of link of the precedence diagramming method, to calendars and to closed windows.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dependencies.kernels.arrays import FAR, FF, FS, I8, I32, I64, OPEN, OVER, SS, Arrays
from dependencies.kernels.compiled import compiled_bare, plain_if_small
from dependencies.kernels.placing import (
    NOTHING,
    closing,
    finish_from,
    follows_window,
    place,
    start_for,
)

#: What fixes a start: its earliest time, a link, its calendar, a window of the clock, an outage.
BY_EARLIEST = 0
BY_LINK = 1
BY_CALENDAR = 2
BY_WINDOW = 3
BY_OUTAGE = 4


class Early(NamedTuple):
    """The earliest dates of `n` tasks."""

    start: I64
    finish: I64
    #: The task that lets it go last, or -1.
    driver: I32
    #: When the driver lets it go; -FAR without one.
    released: I64
    #: BY_LINK and the like.
    cause: I8


@compiled_bare
def bound_of(net: Arrays, link: int, starts: I64, finishes: I64) -> int:
    """What a link asks of its task: the earliest start (FS, SS) or finish (FF, SF)."""
    source, kind = net.source[link], net.kind[link]
    end = finishes[source] if kind in (FS, FF) else starts[source]
    return end + net.lag[link]


def no_dates(count: int) -> Early:
    """Room for the dates of so many tasks."""
    return Early(
        np.empty(count, np.int64),
        np.empty(count, np.int64),
        np.empty(count, np.int32),
        np.empty(count, np.int64),
        np.empty(count, np.int8),
    )


@plain_if_small
@compiled_bare
def forward(net: Arrays, early: Early) -> None:
    """Fill in the earliest dates; FAR for a task that fits nowhere within the hours given."""
    for task in range(net.duration.shape[0]):
        if net.standing[task] == OPEN:
            _open(net, task, early)
        else:
            _begun(net, task, early)


@compiled_bare
def _open(net: Arrays, task: int, early: Early) -> None:
    length, released, reach, driver = net.duration[task], -FAR, -FAR, -1
    release = net.earliest[task]
    for link in range(net.first[task], net.first[task + 1]):
        bound = bound_of(net, link, early.start, early.finish)
        freed = bound
        if net.kind[link] in (FS, SS):
            release = max(release, bound)
        else:
            reach = max(reach, bound)
            freed = start_for(net, task, length, bound)
        if freed > released:
            driver, released = net.source[link], freed
    start, finish, outage = place(net, task, length, release, reach, early.start, early.finish)
    early.start[task], early.finish[task] = start, finish
    cause = BY_CALENDAR
    if driver >= 0 and released == start:
        cause = BY_LINK
    elif start == net.earliest[task]:
        cause = BY_EARLIEST
    elif outage == NOTHING:
        cause = BY_WINDOW if follows_window(net, task, start) else BY_CALENDAR
    else:
        driver, released = net.closer[outage], closing(net, outage, early.start, early.finish)
        cause = BY_OUTAGE if released == start else BY_CALENDAR
        if released < start and follows_window(net, task, start):
            cause = BY_WINDOW
    early.driver[task], early.released[task], early.cause[task] = driver, released, cause


@compiled_bare
def _begun(net: Arrays, task: int, early: Early) -> None:
    """What runs or is over began as it happened; links still hold the end of what runs."""
    began, finish, driver, released = net.began[task], net.ended[task], -1, -FAR
    runs = net.standing[task] != OVER
    if runs:
        finish = max(finish, finish_from(net, task, net.duration[task], net.counted_from[task]))
    for link in range(net.first[task], net.first[task + 1]):
        bound = bound_of(net, link, early.start, early.finish)
        if net.kind[link] in (FS, SS):
            if released < bound <= began:
                driver, released = net.source[link], bound
        elif runs:
            finish = max(finish, bound)
    early.start[task], early.finish[task] = began, finish
    early.driver[task], early.released[task] = driver, released
    early.cause[task] = BY_LINK if driver >= 0 and released == began else BY_EARLIEST
