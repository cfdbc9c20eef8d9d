"""The windows of the clock in which a task cannot be worked on: blackouts, and outages with times.

Tasks under the same windows share one list of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dependencies.frame import Frame
from dependencies.kernels.arrays import I32, I64
from runbooks.model import Runbook
from runbooks.tasks import Task

Window = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosedWindows:
    """For each task the row of its windows (-1: none), and the rows, flat."""

    row: I32
    first: I32
    begins: I64
    ends: I64


def closed_windows(tasks: Sequence[Task], frame: Frame) -> ClosedWindows:
    """The windows of the clock that tasks keep clear of; raises TimeError."""
    shut = _windows_by_name(frame)
    rows: dict[tuple[str, ...], int] = {}
    row = (
        [
            rows.setdefault(names, len(rows)) if (names := windows_of(frame.runbook, task)) else -1
            for task in tasks
        ]
        if shut
        else [-1] * len(tasks)
    )
    merged = [_merged(span for name in names for span in shut[name]) for names in rows]
    flat = np.array([span for spans in merged for span in spans], np.int64).reshape(-1, 2)
    return ClosedWindows(
        row=np.array(row, np.int32),
        first=np.cumsum([0, *map(len, merged)]).astype(np.int32),
        begins=np.ascontiguousarray(flat[:, 0]),
        ends=np.ascontiguousarray(flat[:, 1]),
    )


def windows_of(runbook: Runbook, task: Task) -> tuple[str, ...]:
    """The blackouts and clock-fixed outages that a task keeps clear of, by their ids."""
    outages = (
        key
        for key, outage in runbook.outages.items()
        if outage.from_
        and outage.to
        and outage.impact == "unavailable"
        and outage.system in task.uses
        and outage.system not in task.works_on
    )
    blackouts = (key for key, each in runbook.blackouts.items() if each.holds(task))
    return (*outages, *blackouts)


def _windows_by_name(frame: Frame) -> dict[str, list[Window]]:
    book, shut = frame.runbook, dict[str, list[Window]]()
    if not frame.windows:
        return shut
    for key, outage in book.outages.items():
        if outage.from_ and outage.to:
            ends = frame.of(outage.from_, f"`from` of {key}"), frame.of(outage.to, f"`to` of {key}")
            shut[key] = [ends]
    for key, blackout in book.blackouts.items():
        shut[key] = [
            (frame.of(span.from_, f"`from` of {key}"), frame.of(span.to, f"`to` of {key}"))
            for span in blackout.windows
        ]
    return shut


def _merged(windows: Iterable[Window]) -> list[Window]:
    """Windows in order; those that touch are one, and empty ones are none."""
    merged: list[Window] = []
    for begins, ends in sorted(window for window in windows if window[0] < window[1]):
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends))
        else:
            merged.append((begins, ends))
    return merged
