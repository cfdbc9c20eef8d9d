"""The planner: from a runbook, and what has happened of it, to its plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from dependencies.chains import critical_path, plan_chains
from dependencies.dating import planned_tasks
from dependencies.deadlines import plan_deadlines
from dependencies.frame import Frame, frame_of
from dependencies.network import Network, build_network
from dependencies.passes import earliest
from dependencies.plan import Plan
from dependencies.progress import Progress
from dependencies.way_back_length import leg_network, leg_seconds
from dependencies.windows import plan_outages
from runbooks.errors import PlanError
from runbooks.model import Runbook
from runbooks.tasks import Task
from runbooks.ways_back import WayBackKind

_NOTHING: Mapping[str, Progress] = {}


def plan(
    runbook: Runbook,
    scope: Collection[str] | None = None,
    *,
    facts: Mapping[str, Progress] = _NOTHING,
    now: datetime | None = None,
) -> Plan:
    """The plan of a runbook from its start, with likely durations.

    With a scope only those tasks are planned, and links from outside it are treated as met. With
    facts, what has happened counts as it happened, and what has not begun starts `now` (aware) or
    later. Raises CycleError, PlanError and TimeError.
    """
    network = build_network(_in_scope(runbook, scope), runbook.task_by_id, frame_of(runbook))
    return plan_of_network(network.at(facts, now))


def plan_of_network(network: Network) -> Plan:
    """The plan of a network of the way forward, as it stands; raises PlanError and TimeError."""
    runbook, zero = network.frame.runbook, network.frame.start
    network, early = earliest(network)
    tasks = planned_tasks(network, early)
    outages = plan_outages(runbook, tasks)
    return Plan(
        start=min((task.early_start for task in tasks.values()), default=zero),
        finish=max((task.early_finish for task in tasks.values()), default=zero),
        tasks=tasks,
        critical_path=critical_path(tasks),
        chains=plan_chains(runbook, tasks, outages),
        outages=outages,
        deadlines=plan_deadlines(runbook, tasks, outages),
        network=network,
        early=early,
    )


def plan_leg(
    runbook: Runbook, kind: WayBackKind, start: datetime, chosen: Collection[str] | None = None
) -> Plan:
    """The plan of a way back that is decided at `start`, or of the chosen tasks of it.

    What is not chosen is passed over: its predecessors hold its successors. No gates or outages.
    Set it against what happened with the leg of `TurnedBack` and the instant of that fact. Raises
    as `plan` does.
    """
    network = leg_network(runbook, kind, Frame(runbook=runbook, start=start), chosen)
    if network is None:
        return Plan(start=start, finish=start, tasks={}, critical_path=(), chains={}, outages={})
    network, early = earliest(network)
    tasks = planned_tasks(network, early)
    return Plan(
        start=start,
        finish=max(task.early_finish for task in tasks.values()),
        tasks=tasks,
        critical_path=critical_path(tasks),
        chains={},
        outages={},
        network=network,
        early=early,
    )


def plan_rollback(runbook: Runbook, start: datetime) -> Plan:
    """The plan of the whole rollback leg, if turning back is declared at `start`."""
    return plan_leg(runbook, "rollback", start)


def rollback_seconds(runbook: Runbook) -> int | None:
    """How long a whole rollback takes; None without one. See `leg_seconds`."""
    return leg_seconds(runbook, "rollback")


def _in_scope(runbook: Runbook, scope: Collection[str] | None) -> Sequence[Task]:
    if scope is None:
        return runbook.tasks
    wanted = set(scope)
    unknown = sorted(wanted - runbook.task_by_id.keys())
    if unknown:
        raise PlanError(
            f"The scope names {unknown[0]}, which is not a task of {runbook.runbook}.",
            hint="Leave it out, or correct the id.",
        )
    return [task for task in runbook.tasks if task.id in wanted]
