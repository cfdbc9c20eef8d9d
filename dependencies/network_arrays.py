"""From tasks, links and windows to the arrays that compiled functions read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dependencies.closed_windows import ClosedWindows
from dependencies.frame import Frame
from dependencies.kernels.arrays import FS, I32, I64, Arrays, Hours
from dependencies.links import Links
from dependencies.outage_holds import Hold
from runbooks.calendars import Calendar
from runbooks.tasks import Task


def own_earliest(tasks: Sequence[Task], frame: Frame) -> I64:
    """Seconds before which a task does not start by itself: not-before and fixed time."""
    return np.array(
        [
            max(
                0,
                frame.of(task.not_before, f"not_before of {task.id}") if task.not_before else 0,
                frame.of(task.fixed, f"fixed of {task.id}") if task.fixed else 0,
            )
            for task in tasks
        ],
        np.int64,
    )


def calendars_of(tasks: Sequence[Task], frame: Frame) -> tuple[tuple[Calendar, ...], I32]:
    """The calendars that tasks work by, and for each task which (-1: elapsed time)."""
    book, names = frame.runbook, dict[str, int]()
    numbers = []
    for task in tasks:
        name = book.calendar_of(task)
        numbers.append(-1 if name is None else names.setdefault(name, len(names)))
    return tuple(book.calendar_by_id(name) for name in names), np.array(numbers, np.int32)


def arrays_of(
    *,
    tasks: Sequence[Task],
    links: Links,
    earliest: I64,
    calendar: I32,
    windows: ClosedWindows,
    holds: Sequence[Hold],
) -> Arrays:
    """The arrays of a network of which nothing has happened; its working hours are still empty."""
    count = len(tasks)
    users = np.array([hold.task for hold in holds], np.int64)
    per_task = np.bincount(users, minlength=count)
    nothing = np.zeros(0, np.int64)
    return Arrays(
        duration=np.array([task.duration.likely for task in tasks], np.int64),
        earliest=earliest,
        first=links.first,
        source=links.source,
        kind=links.kind,
        lag=links.lag,
        calendar=calendar,
        hours=Hours(
            first=np.zeros(1, np.int32),
            opens=nothing,
            closes=nothing,
            before=nothing,
            slots=np.zeros((0, 1), np.int32),
            since=0,
        ),
        closed=windows.row,
        closed_first=windows.first,
        closed_from=windows.begins,
        closed_to=windows.ends,
        outage_first=np.concatenate([[0], np.cumsum(per_task)]).astype(np.int32),
        opener=np.array([hold.opener for hold in holds], np.int32),
        opener_end=np.array([hold.opener_end for hold in holds], np.int8),
        closer=np.array([hold.closer for hold in holds], np.int32),
        closer_end=np.array([hold.closer_end for hold in holds], np.int8),
        standing=np.zeros(count, np.int8),
        began=np.zeros(count, np.int64),
        counted_from=np.zeros(count, np.int64),
        ended=np.zeros(count, np.int64),
        plain=bool(
            (links.kind == FS).all()
            and (calendar < 0).all()
            and (windows.row < 0).all()
            and not holds
        ),
    )
