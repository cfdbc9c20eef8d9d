"""What has happened, written into the arrays of a network."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import numpy as np

from dependencies.frame import Frame
from dependencies.kernels.arrays import FAR, I64, OPEN, OVER, RUNNING, Arrays
from dependencies.progress import Progress


def with_facts(
    old: Arrays,
    own_earliest: I64,
    frame: Frame,
    facts: Mapping[int, Progress],
    now: datetime | None,
) -> Arrays:
    """The arrays with the progress of tasks, by place; nothing that is open starts before `now`."""
    present = -FAR if now is None else frame.seconds(now)
    earliest = np.maximum(own_earliest, present)
    standing, duration = old.standing.copy(), old.duration.copy()
    began, counted, ended = old.began.copy(), old.counted_from.copy(), old.ended.copy()
    for number, fact in facts.items():
        held = -FAR if fact.not_before is None else frame.seconds(fact.not_before)
        start = fact.started or fact.finished
        if start is None:
            earliest[number] = max(earliest[number], held)
            continue
        began[number] = frame.seconds(start)
        counted[number] = frame.seconds(fact.since or start)
        if fact.finished is not None:
            standing[number], ended[number] = OVER, frame.seconds(fact.finished)
            continue
        standing[number], ended[number] = RUNNING, max(present, began[number], held)
        if fact.remaining is not None:
            counted[number], duration[number] = max(present, began[number]), fact.remaining
    return old._replace(
        duration=duration,
        earliest=earliest,
        standing=standing,
        began=began,
        counted_from=counted,
        ended=ended,
        plain=old.plain and bool((standing == OPEN).all()),
    )
