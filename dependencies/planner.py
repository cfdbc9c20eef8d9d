"""The planner: from a runbook to its plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from dependencies.chains import critical_path, plan_chains
from dependencies.circles import cycle_among
from dependencies.legs import links_among
from dependencies.network import Clock, Network, build_network
from dependencies.passes import Dates, compute_dates
from dependencies.plan import DrivenBy, Plan, PlannedTask
from dependencies.windows import plan_outages
from runbooks.errors import PlanError
from runbooks.model import Runbook
from runbooks.tasks import Link, Task
from runbooks.ways_back import WayBackKind


def plan(runbook: Runbook, scope: Collection[str] | None = None) -> Plan:
    """The plan of a runbook from its start, with likely durations as elapsed time.

    With a scope only those tasks are planned, and links from outside it are treated as met.
    Raises CycleError, UnsupportedLink, PlanError and TimeError.
    """
    zero = runbook.start.instant(runbook.timezone)
    clock = Clock(zone=runbook.timezone, zero=zero, start=zero)
    tasks = _planned(_in_scope(runbook, scope), runbook.task_by_id, clock)
    outages = plan_outages(runbook, tasks, clock)
    return Plan(
        start=min((task.early_start for task in tasks.values()), default=zero),
        finish=max((task.early_finish for task in tasks.values()), default=zero),
        tasks=tasks,
        critical_path=critical_path(tasks),
        chains=plan_chains(runbook, tasks, outages),
        outages=outages,
    )


def plan_leg(
    runbook: Runbook, kind: WayBackKind, start: datetime, chosen: Collection[str] | None = None
) -> Plan:
    """The plan of a way back that is decided at `start`, or of the chosen tasks of it.

    What is not chosen is passed over: its predecessors hold its successors. No gates or outages.
    Set it against what happened with the leg of `TurnedBack` and the instant of that fact. Raises
    as `plan` does.
    """
    zero = runbook.start.instant(runbook.timezone)
    clock = Clock(zone=runbook.timezone, zero=zero, start=start)
    leg = _chosen_of(runbook.way_back(kind).tasks, chosen)
    tasks = _planned(leg, {task.id: task for task in leg}, clock)
    return Plan(
        start=start,
        finish=max((task.early_finish for task in tasks.values()), default=start),
        tasks=tasks,
        critical_path=critical_path(tasks),
        chains={},
        outages={},
    )


def plan_rollback(runbook: Runbook, start: datetime) -> Plan:
    """The plan of the whole rollback leg, if turning back is declared at `start`."""
    return plan_leg(runbook, "rollback", start)


def rollback_seconds(runbook: Runbook) -> int | None:
    """How long a whole rollback takes; None without one. See `leg_seconds`."""
    return leg_seconds(runbook, "rollback")


def leg_seconds(
    runbook: Runbook, kind: WayBackKind, chosen: Collection[str] | None = None
) -> int | None:
    """How long a way back takes by its links and likely durations; None if there is nothing to do.

    Not-before times are left aside: nobody knows beforehand when it would start.
    """
    leg = _chosen_of(runbook.way_back(kind).tasks, chosen)
    tasks = [task.model_copy(update={"not_before": None}) for task in leg]
    if not tasks:
        return None
    zero = runbook.start.instant(runbook.timezone)
    clock = Clock(zone=runbook.timezone, zero=zero, start=zero)
    return compute_dates(build_network(tasks, {task.id: task for task in tasks}, clock)).finish


def _chosen_of(leg: Sequence[Task], chosen: Collection[str] | None) -> list[Task]:
    """The chosen tasks of a leg, linked to each other past those that are not."""
    if chosen is None or cycle_among(leg):
        return list(leg)
    before = links_among(leg, chosen)
    return [
        task.model_copy(
            update={"after": tuple(Link(task=name, lag=lag) for name, lag in before[task.id])}
        )
        for task in leg
        if task.id in before
    ]


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


def _planned(tasks: Sequence[Task], known: Collection[str], clock: Clock) -> dict[str, PlannedTask]:
    network = build_network(tasks, known, clock)
    dates = compute_dates(network)
    try:
        return _on_the_calendar(network, dates, clock.start)
    except OverflowError as error:
        raise PlanError(
            "The plan runs beyond the year 9999.", hint="Check the durations and lags."
        ) from error


def _on_the_calendar(network: Network, dates: Dates, start: datetime) -> dict[str, PlannedTask]:
    tasks = {}
    for number, task_id in enumerate(network.ids):
        early, late = dates.early_start[number], dates.late_start[number]
        length = timedelta(seconds=network.durations[number])
        early_start = start + timedelta(seconds=early)
        late_start = start + timedelta(seconds=late)
        driver = dates.driver[number]
        driven_by, wait = _hold(network, dates, number)
        tasks[task_id] = PlannedTask(
            id=task_id,
            early_start=early_start,
            early_finish=early_start + length,
            late_start=late_start,
            late_finish=late_start + length,
            total_float=late - early,
            critical=late == early,
            driver=None if driver is None else network.ids[driver],
            driven_by=driven_by,
            wait=wait,
        )
    return tasks


def _hold(network: Network, dates: Dates, number: int) -> tuple[DrivenBy, int]:
    """What fixes a task's start, and how long that keeps it after its driver lets it go."""
    start = dates.early_start[number]
    has_driver = dates.driver[number] is not None
    if has_driver and dates.released[number] == start:
        return "link", 0
    wait = start - dates.released[number] if has_driver else 0
    return ("not_before" if network.not_before[number] == start else "start"), wait
