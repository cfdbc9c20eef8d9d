"""How long a way back takes, and from which gate it is decided last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dependencies.circles import cycle_among
from dependencies.frame import Frame, frame_of
from dependencies.legs import links_among
from dependencies.network import Network, build_network
from dependencies.passes import earliest, finish_of_all
from dependencies.plan import PlannedTask
from runbooks.gates import Gate
from runbooks.model import Runbook
from runbooks.tasks import Task
from runbooks.ways_back import WayBackKind


def leg_seconds(
    runbook: Runbook, kind: WayBackKind, chosen: Collection[str] | None = None
) -> int | None:
    """How long a way back takes by its links and likely durations; None if there is nothing to do.

    Not-before times, calendars and closed windows are left aside: nobody knows beforehand when it
    would start, and who turns back works through the night.
    """
    network = leg_network(runbook, kind, frame_of(runbook), chosen, bare=True)
    if network is None:
        return None
    return finish_of_all(earliest(network)[1])


def leg_network(
    runbook: Runbook,
    kind: WayBackKind,
    frame: Frame,
    chosen: Collection[str] | None = None,
    *,
    bare: bool = False,
) -> Network | None:
    """The network of a way back, or of the chosen tasks of it; None without any.

    `bare`: its links and durations alone. Raises CycleError, PlanError and TimeError.
    """
    tasks = chosen_of(runbook.way_back(kind).tasks, chosen)
    if not tasks:
        return None
    if bare:
        idle = {"not_before": None, "fixed": None, "calendar": "always", "uses": (), "works_on": ()}
        tasks = [task.model_copy(update=idle) for task in tasks]
        frame = Frame(runbook=runbook, start=frame.start, windows=False)
    return build_network(tasks, {task.id for task in tasks}, frame)


def chosen_of(leg: Sequence[Task], chosen: Collection[str] | None) -> list[Task]:
    """The chosen tasks of a leg, linked to each other past those that are not."""
    if chosen is None or cycle_among(leg):
        return list(leg)
    before = links_among(leg, chosen)
    return [task.model_copy(update={"after": before[task.id]}) for task in leg if task.id in before]


def rollback_with_margin(runbook: Runbook) -> int | None:
    """Seconds of a whole rollback and the margin that is kept behind it; None without one."""
    seconds = leg_seconds(runbook, "rollback")
    return None if seconds is None else seconds + runbook.rollback.margin


def last_rollback_gate(runbook: Runbook, tasks: Mapping[str, PlannedTask]) -> Gate | None:
    """The gate from which turning back is decided last; None if none of them is planned."""
    gates = [
        gate
        for gate in runbook.gates
        if gate.id in runbook.rollback.gates and gate.meeting in tasks
    ]
    return max(gates, key=lambda gate: tasks[gate.meeting].early_finish, default=None)
