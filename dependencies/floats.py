"""Float towards a target: how far tasks may slip before a gate, an outage's end or the end.

Fixed governance times swallow all float towards the end; towards the next gate it still says what
matters.
"""

from __future__ import annotations

from collections.abc import Mapping

from dependencies.kernels.arrays import FAR, OVER
from dependencies.kernels.forward import Early
from dependencies.network import Network
from dependencies.passes import Limits, latest, slips, towards_the_end
from dependencies.plan import Plan
from dependencies.way_back_length import last_rollback_gate, rollback_with_margin
from runbooks.errors import PlanError

#: Targets that are neither gates, outages nor tasks.
FINISH, RESTORE_BY = "finish", "restore_by"


def float_to(plan: Plan, target: str) -> Mapping[str, int]:
    """Seconds by which tasks may slip before a target does, by task; only those on a way to it.

    The target is a gate (its meeting's start), an outage (its end), a task (its finish), `finish`
    or `restore_by` (so that turning back at the last gate for it would still be over in time: the
    float can be negative). What is over is left out. Raises PlanError for anything else.
    """
    if plan.network is None or plan.early is None:
        return {}
    network, early = plan.network, plan.early
    if target == FINISH:
        late = towards_the_end(network, early)
    else:
        late = latest(network, early, _limits(plan, network, early, target))
    found = slips(network, early, late)
    order = network.written.tolist()
    standing = network.arrays.standing
    return {
        network.tasks[place].id: int(found[place])
        for place in sorted(range(len(order)), key=order.__getitem__)
        if found[place] < FAR and standing[place] != OVER
    }


def _limits(plan: Plan, network: Network, early: Early, target: str) -> Limits:
    book, place = network.frame.runbook, network.place
    if target == RESTORE_BY:
        return _restored_in_time(plan, network)
    gate = book.gate_by_id.get(target)
    if gate is not None and gate.meeting in place:
        number = place[gate.meeting]
        return Limits(start=((number, int(early.start[number])),))
    outage = book.outages.get(target)
    if outage is not None:
        if outage.closes is None or outage.closes.task not in place:
            return Limits()
        number = place[outage.closes.task]
        if outage.closes.at == "start":
            return Limits(start=((number, int(early.start[number])),))
        return Limits(finish=((number, int(early.finish[number])),))
    if target in place:
        return Limits(finish=((place[target], int(early.finish[place[target]])),))
    raise PlanError(
        f"{target} is no gate, outage or task of this plan.",
        hint=f"Name one of them, or {FINISH} or {RESTORE_BY}.",
    )


def _restored_in_time(plan: Plan, network: Network) -> Limits:
    book = network.frame.runbook
    gate, seconds = last_rollback_gate(book, plan.tasks), rollback_with_margin(book)
    if gate is None or seconds is None or book.restore_by is None:
        return Limits()
    by = network.frame.of(book.restore_by, RESTORE_BY)
    return Limits(finish=((network.place[gate.meeting], by - seconds),))
