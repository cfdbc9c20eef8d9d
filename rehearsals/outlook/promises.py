"""What a run has to keep: the deadlines of its plan, and the announced ends of its outages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from dependencies.forecast.order_statistics import quantile
from dependencies.forecast.simulation import SHARE
from dependencies.forecast.targets import Row, Rows
from dependencies.kernels.arrays import FINISH, I32, START
from dependencies.network import Network
from dependencies.plan import Deadline, DeadlineKind, Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """A fixed date, by which something must have happened."""

    #: The task, the outage, or `restore_by`.
    id: str
    kind: DeadlineKind | Literal["announced"]
    at: datetime
    #: The row of the trials, and the one that is taken off it, if there is one.
    row: int
    less: int | None
    #: What that may come to: seconds from the plan's zero, or of an outage's length.
    most: int

    def is_kept(self, kept: I32) -> bool:
        """Whether at least four trials in five keep it."""
        reached = kept[self.row] if self.less is None else kept[self.row] - kept[self.less]
        return quantile(np.sort(reached), SHARE) <= self.most


def promises_of(
    plan: Plan, network: Network, rows: Rows, announced: Mapping[str, datetime]
) -> tuple[Promise, ...]:
    """What is to be kept, by its date; `announced` holds the ends (UTC) by outage."""
    found = [
        promise
        for deadline in plan.deadlines
        if (promise := _of_deadline(deadline, plan, network, rows)) is not None
    ]
    found += _announced(network, rows, announced)
    return tuple(sorted(found, key=lambda promise: promise.at))


def _of_deadline(deadline: Deadline, plan: Plan, network: Network, rows: Rows) -> Promise | None:
    place = network.place.get(deadline.task or "")
    if place is None or deadline.task is None:
        return None
    most, less = network.frame.seconds(deadline.at), None
    row: Row = (place, START if deadline.kind == "fixed" else FINISH)
    if deadline.kind == "restore_by":
        planned = plan.tasks[deadline.task].early_finish
        most -= round((deadline.expected - planned).total_seconds())
    elif deadline.kind == "hard_limit":
        opens, row = rows.outages[deadline.id]
        less = None if opens is None else rows.numbers[opens]
        if less is not None:
            most -= network.frame.seconds(plan.outages[deadline.id].start)
    return Promise(
        id=deadline.id,
        kind=deadline.kind,
        at=deadline.at,
        row=rows.numbers[row],
        less=less,
        most=most,
    )


def _announced(
    network: Network, rows: Rows, announced: Mapping[str, datetime]
) -> Iterator[Promise]:
    for key, at in announced.items():
        if key in rows.outages:
            yield Promise(
                id=key,
                kind="announced",
                at=at,
                row=rows.numbers[rows.outages[key][1]],
                less=None,
                most=network.frame.seconds(at),
            )
