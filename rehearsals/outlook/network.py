"""The network of a run: every task that still counts, with the way back once it is taken."""

from __future__ import annotations

from collections.abc import Mapping

from dependencies.frame import frame_of
from dependencies.network import Network, build_network
from dependencies.plan import Plan
from dependencies.planner import plan
from dependencies.shifting import rebuilt
from rehearsals.core.plan.turning_rules import passed_no_return
from rehearsals.core.state import RunState
from rehearsals.outlook.keeping import Kept
from runbooks.model import Runbook
from runbooks.outages import Edge, Outage
from runbooks.tasks import Task

_NETWORKS = Kept[Network](16)
_PLANS = Kept[Plan](16)


def network_of(state: RunState) -> Network:
    """The network of the tasks that count, of which nothing has happened; see `Network.at`.

    Of the way forward that is in scope and was not given up, and of the way back. Made once for a
    structure and kept. Raises CycleError, PlanError and TimeError.
    """
    beside = (state.given_up, _called_off(state), passed_no_return(state) is not None)
    return _NETWORKS.of(state.index, beside, lambda: _built(state))


def planned_of(state: RunState) -> Plan:
    """The plan of the way forward as last amended, whatever has happened; raises what `plan` does.

    Made once for a structure and kept.
    """
    return _PLANS.of(state.index, (), lambda: plan(state.runbook, state.index.forward))


def ended_by(state: RunState, outage: str) -> Edge | None:
    """The end of a task of the way back that ends an outage; None if none that is run does."""
    leg = {task for back in state.turned_back for task in back.what.leg}
    for back in reversed(state.turned_back):
        edge = state.runbook.outages[outage].closed_on_way_back(back.what.kind)
        if edge is not None and edge.task in leg:
            return edge
    return None


def _built(state: RunState) -> Network:
    book = _as_it_goes_on(state)
    tasks = [book.task_by_id[task] for task in state.index.tasks if task not in state.given_up]
    known = {*book.task_by_id, *state.index.tasks}
    return build_network(tasks, known, frame_of(book))


def _as_it_goes_on(state: RunState) -> Runbook:
    """The runbook as far as the run has yet to follow it: with its way back, if it was taken.

    Of a run that turned back, the leg ends the outages and must be over by `restore_by`; of one
    that can no longer turn back, nothing has to be.
    """
    book = state.runbook
    final = passed_no_return(state) is not None
    if not state.turned_back:
        return _without_rollback(book) if final else book
    given_up = state.given_up
    tasks = (*(task for task in book.tasks if task.id not in given_up), *_leg(state))
    changed = rebuilt(book, tasks=tasks, outages=_outages(state))
    whole = any(not back.what.systems for back in state.turned_back)
    return _without_rollback(changed) if final or whole else changed


def _without_rollback(book: Runbook) -> Runbook:
    """The runbook with no gate that can still turn back: no date hangs on it."""
    return rebuilt(book, rollback=book.rollback.model_copy(update={"gates": ()}))


def _leg(state: RunState) -> list[Task]:
    """The tasks of the ways back that are run, by the links that count for them."""
    leg = [task for task in state.index.tasks if task in state.runbook.way_back_of]
    waited_for = {link.task for task in leg for link in state.index.before[task]}
    restored = state.runbook.restore_by
    return [
        state.index.tasks[task].model_copy(
            update={
                "after": state.index.before[task],
                "not_after": state.index.tasks[task].not_after
                or (None if task in waited_for else restored),
            }
        )
        for task in leg
    ]


def _outages(state: RunState) -> Mapping[str, Outage]:
    """The outages as they will go on: ended by the way back; those that are called off are gone."""
    gone = _called_off(state)
    return {
        key: outage.model_copy(update={"closes": ended_by(state, key) or outage.closes})
        for key, outage in state.runbook.outages.items()
        if key not in gone
    }


def _called_off(state: RunState) -> frozenset[str]:
    """The outages that will not open any more, since the run was turned back."""
    if not state.turned_back:
        return frozenset()
    whole = any(not back.what.systems for back in state.turned_back)
    return frozenset(
        key
        for key, outage in state.runbook.outages.items()
        if state.outage(key).opened_at is None
        if (outage.opens.task in state.given_up if outage.opens else whole)
    )
