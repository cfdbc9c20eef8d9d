"""Chains nearly as long as the driving one: what would drive a target after a small slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dependencies.chains import critical_path, driving_chain
from dependencies.floats import FINISH, RESTORE_BY, float_to
from dependencies.kernels.sorting import successors_of
from dependencies.plan import Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class NearChain:
    """Tasks in a row that share a small float towards a target, first task first."""

    tasks: tuple[str, ...]
    #: Seconds by which they may slip before the target does.
    float: int


def near_critical(
    plan: Plan, target: str = FINISH, within: int = 7200, most: int = 3
) -> tuple[NearChain, ...]:
    """The chains beside the driving one whose float towards a target is at most `within` seconds.

    By float, then as written; a task stands in one chain alone. Raises as `float_to` does.
    """
    floats = float_to(plan, target)
    taken = set(_driving(plan, target))
    behind = _behind(plan)
    chains: list[NearChain] = []
    for task in sorted(floats, key=floats.__getitem__):
        if floats[task] > within or len(chains) == most:
            break
        if task not in taken:
            tasks = tuple(_chain(plan, task, floats, taken, behind))
            taken |= set(tasks)
            chains.append(NearChain(tasks=tasks, float=floats[task]))
    return tuple(chains)


def _driving(plan: Plan, target: str) -> tuple[str, ...]:
    if target in plan.chains:
        return plan.chains[target].tasks
    if target in plan.tasks:
        return tuple(step.task for step in driving_chain(plan.tasks, target))
    if target == RESTORE_BY:
        return next((one.chain for one in plan.deadlines if one.kind == RESTORE_BY), ())
    return critical_path(plan.tasks)


def _chain(
    plan: Plan,
    task: str,
    floats: Mapping[str, int],
    taken: set[str],
    behind: Mapping[str, tuple[str, ...]],
) -> Iterator[str]:
    """The tasks before and behind one that have no more float than it, up to known chains."""
    before: list[str] = []
    driver = plan.tasks[task].driver
    while driver is not None and driver not in taken and floats.get(driver, -1) == floats[task]:
        before.append(driver)
        driver = plan.tasks[driver].driver
    yield from reversed(before)
    last: str | None = task
    while last is not None:
        yield last
        follows = (one for one in behind[last] if floats.get(one) == floats[task])
        last = next((one for one in follows if one not in taken), None)


def _behind(plan: Plan) -> dict[str, tuple[str, ...]]:
    network = plan.network
    if network is None:
        return {}
    begin, places = successors_of(network.arrays.first, network.arrays.source)
    names = [task.id for task in network.tasks]
    return {
        name: tuple(names[number] for number in places[begin[place] : begin[place + 1]].tolist())
        for place, name in enumerate(names)
    }
