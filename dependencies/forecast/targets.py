"""What a forecast keeps of each trial: the dates of gates, outages, deadlines and the finish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dependencies.kernels.arrays import FINISH, OPEN, START
from dependencies.kernels.trials_arrays import LANES, READY, Watch
from dependencies.network import Network
from dependencies.plan import Plan
from runbooks.errors import PlanError
from runbooks.outages import Edge

#: The row of the finish of all, and the name of that target.
FINISH_ROW: Final = 0
FINISH_NAME: Final = "finish"
#: Trials of which the dates of all tasks are kept, and how many dates at most.
_SAMPLES, _MOST_SAMPLED = 1024, 1 << 25

#: A date of a trial: the place of a task (-1: the finish of all), and START, FINISH or READY.
Row = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """Which row keeps which date."""

    numbers: dict[Row, int]
    gates: dict[str, Row]
    #: Both ends of the outages that tasks close.
    outages: dict[str, tuple[Row | None, Row]]
    target: str | None
    target_row: Row

    def number(self, row: Row) -> int:
        """The number of a row that is kept."""
        return self.numbers[row]


def rows_of(plan: Plan, network: Network, target: str | None) -> Rows:
    """What to keep; the target is by default the next gate, or the finish without one.

    Raises PlanError for a target that is not in the plan.
    """
    runbook, place = network.frame.runbook, network.place
    gates = {gate.id: (place[gate.meeting], READY) for gate in runbook.gates if gate.meeting in place}
    outages = {
        key: (_end(runbook.outages[key].opens, network), closes)
        for key in plan.outages
        if (closes := _end(runbook.outages[key].closes, network)) is not None
    }
    if target is None:
        target = _next_gate(plan, network)
    target_row = _target_row(target, network, gates, outages)
    kept = [(-1, FINISH), target_row, *gates.values()]
    kept += [row for ends in outages.values() for row in ends if row is not None]
    for deadline in plan.deadlines:
        if deadline.task is not None and deadline.task in place:
            end = START if deadline.kind == "fixed" else FINISH
            kept.append((place[deadline.task], end))
    return Rows(
        numbers={row: number for number, row in enumerate(dict.fromkeys(kept))},
        gates=gates,
        outages=outages,
        target=None if target == FINISH_NAME else target,
        target_row=target_row,
    )


def watch_of(network: Network, rows: Rows) -> Watch:
    """The same as the trials read it."""
    net = network.arrays
    count = len(net.duration)
    ready = np.full(count, -1, np.int32)
    for (task, end), number in rows.numbers.items():
        if end == READY:
            ready[task] = number
    target = rows.number(rows.target_row)
    samples = min(_SAMPLES, max(LANES, _MOST_SAMPLED // max(1, count) // LANES * LANES))
    return Watch(
        ready_row=ready,
        task=np.array([task for task, _ in rows.numbers], np.int32),
        end=np.array([end for _, end in rows.numbers], np.int8),
        last=_last(network),
        targets=np.array(dict.fromkeys((FINISH_ROW, target)), np.int32),
        origin=max(0, int(net.earliest.min())) if count else 0,
        samples=samples,
    )
