"""What a forecast keeps of each trial: the dates of gates, outages, deadlines and the finish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dependencies.kernels.arrays import FINISH, OPEN, START
from dependencies.kernels.trials_arrays import READY
from dependencies.network import Network
from dependencies.plan import Deadline, Plan
from runbooks.errors import PlanError
from runbooks.outages import Edge

#: The row of the finish of all, and the name of that target.
FINISH_ROW: Final = 0
FINISH_NAME: Final = "finish"
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


def rows_of(plan: Plan, network: Network, target: str | None) -> Rows:
    """What to keep; the target is by default the next gate, or the finish without one.

    Raises PlanError for a target that is not in the plan.
    """
    runbook, place = network.frame.runbook, network.place
    gates = {
        gate.id: (place[gate.meeting], READY) for gate in runbook.gates if gate.meeting in place
    }
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
    kept += [row for each in plan.deadlines if (row := row_of(each, network, outages))]
    kept += _checked(network)
    return Rows(
        numbers={row: number for number, row in enumerate(dict.fromkeys(kept))},
        gates=gates,
        outages=outages,
        target=None if target == FINISH_NAME else target,
        target_row=target_row,
    )


def row_of(
    deadline: Deadline, network: Network, outages: Mapping[str, tuple[Row | None, Row]]
) -> Row | None:
    """The date that a deadline is about; None of an outage that the clock closes."""
    if deadline.kind == "hard_limit":
        return outages[deadline.id][1] if deadline.id in outages else None
    if deadline.task is None or deadline.task not in network.place:
        return None
    return network.place[deadline.task], START if deadline.kind == "fixed" else FINISH


def _next_gate(plan: Plan, network: Network) -> str:
    """The gate whose meeting is planned next, of those that are ahead."""
    ahead = [
        (plan.tasks[gate.meeting].early_start, number, gate.id)
        for number, gate in enumerate(network.frame.runbook.gates)
        if gate.meeting in network.place
        and network.arrays.standing[network.place[gate.meeting]] == OPEN
    ]
    return min(ahead)[2] if ahead else FINISH_NAME


def _checked(network: Network) -> Iterator[Row]:
    """The finishes of tasks that criteria ask the P80 of: it is the same wherever it is told."""
    for gate in network.frame.runbook.gates:
        for criterion in gate.criteria:
            asked = criterion.check.forecast_p80_before if criterion.check else None
            if asked is not None and asked.target in network.place:
                yield network.place[asked.target], FINISH


def _target_row(
    target: str,
    network: Network,
    gates: Mapping[str, Row],
    outages: Mapping[str, tuple[Row | None, Row]],
) -> Row:
    if target in gates:
        return gates[target]
    if target in outages:
        return outages[target][1]
    if target in network.place:
        return network.place[target], FINISH
    if target == FINISH_NAME:
        return -1, FINISH
    raise PlanError(
        f"There is nothing to forecast for {target}.",
        hint="Name a gate, an outage that a task closes, or a task of the plan, or `finish`.",
    )


def _end(edge: Edge | None, network: Network) -> Row | None:
    if edge is None or edge.task not in network.place:
        return None
    return network.place[edge.task], START if edge.at == "start" else FINISH
