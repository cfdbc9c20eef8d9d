"""Large networks for measurements: layered, plain, or with calendars, windows and outages."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import numpy as np

from dependencies.kernels.arrays import FINISH, FS, I32, I64, START, Arrays, Hours
from dependencies.working.hour_arrays import hours_of
from runbooks.calendars import Calendar

_ZERO = datetime(2025, 9, 1, 8, tzinfo=UTC)
_CALENDARS = (
    Calendar(holidays="england"),
    Calendar(days="mon-sat", hours="22:00-06:00"),
    Calendar(days="mon-sun", hours="08:00-12:00,13:00-18:00"),
)
#: The tasks that a task waits for lie at most so far before it: a long night, not one wide layer.
_WIDTH = 200


def plain_network(tasks: int, seed: int = 7) -> Arrays:
    """A network of so many tasks with about two and a half links each, and nothing else."""
    random = np.random.default_rng(seed)
    first, source = _links(tasks, random)
    no_time, no_task = np.zeros(0, np.int64), np.zeros(0, np.int32)
    return Arrays(
        duration=random.integers(5, 240, tasks) * 60,
        earliest=np.zeros(tasks, np.int64),
        first=first,
        source=source,
        kind=np.full(len(source), FS, np.int8),
        lag=np.zeros(len(source), np.int64),
        calendar=np.full(tasks, -1, np.int32),
        hours=Hours(
            first=np.zeros(1, np.int32),
            opens=no_time,
            closes=no_time,
            before=no_time,
            slots=np.zeros((0, 1), np.int32),
            since=0,
        ),
        closed=np.full(tasks, -1, np.int32),
        closed_first=np.zeros(1, np.int32),
        closed_from=no_time,
        closed_to=no_time,
        outage_first=np.zeros(tasks + 1, np.int32),
        opener=no_task,
        opener_end=np.zeros(0, np.int8),
        closer=no_task,
        closer_end=np.zeros(0, np.int8),
        standing=np.zeros(tasks, np.int8),
        began=np.zeros(tasks, np.int64),
        counted_from=np.zeros(tasks, np.int64),
        ended=np.zeros(tasks, np.int64),
        plain=True,
    )


def full_network(tasks: int, seed: int = 7) -> Arrays:
    """The same network; half of its tasks keep hours, a fifth keeps clear of windows and outages.

    Its working hours reach as far as it does.
    """
    net, random = plain_network(tasks, seed), np.random.default_rng(seed + 1)
    calendar = np.where(random.random(tasks) < 0.5, random.integers(0, 3, tasks), -1)
    closed = np.where(random.random(tasks) < 0.2, random.integers(0, 4, tasks), -1)
    hours = hours_of(_CALENDARS, "Europe/London", _ZERO, _ZERO, datetime(2065, 1, 1, tzinfo=UTC))
    rows = [_windows(random, hours.closes[-1]) for _ in range(4)]
    users = np.flatnonzero((random.random(tasks) < 0.05) & (np.arange(tasks) > 2 * _WIDTH))
    return net._replace(
        calendar=calendar.astype(np.int32),
        hours=hours,
        closed=closed.astype(np.int32),
        closed_first=np.cumsum([0, *map(len, rows)]).astype(np.int32),
        closed_from=np.concatenate([row[:, 0] for row in rows]),
        closed_to=np.concatenate([row[:, 1] for row in rows]),
        outage_first=np.searchsorted(users, np.arange(tasks + 1)).astype(np.int32),
        opener=(users - 2 * _WIDTH).astype(np.int32),
        opener_end=np.full(len(users), START, np.int8),
        closer=(users - _WIDTH).astype(np.int32),
        closer_end=np.full(len(users), FINISH, np.int8),
        plain=False,
    )


def _links(tasks: int, random: np.random.Generator) -> tuple[I32, I32]:
    asked = random.integers(1, 5, tasks)
    source, first = list[int](), [0]
    for task, count in enumerate(asked.tolist()):
        reach = min(task, _WIDTH)
        if reach:
            source += sorted({task - 1 - int(step) for step in random.integers(0, reach, count)})
        first.append(len(source))
    return np.array(first, np.int32), np.array(source, np.int32)


def _windows(random: np.random.Generator, until: int) -> I64:
    """Some hours every fortnight."""
    begins = np.arange(0, until, 14 * 86_400) + random.integers(0, 86_400 * 13)
    return np.stack([begins, begins + random.integers(1, 12) * 3600], axis=1)


def edges_of(net: Arrays) -> list[tuple[int, int, int]]:
    """The links as (predecessor, task, lag)."""
    return [
        (int(net.source[link]), task, int(net.lag[link]))
        for task, (begin, end) in enumerate(pairwise(net.first.tolist()))
        for link in range(begin, end)
    ]
