"""How a run stands: its tasks against the plan, and what needs somebody, at one instant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.announced import NOTHING_ANNOUNCED, Announced
from console.leg import WayBackStands, ended_by, planned_leg, way_back_stands
from console.needs import Need, needs
from dependencies.plan import Plan
from dependencies.planner import plan
from rehearsals.core.readiness import task_state
from rehearsals.core.state import RunState, TaskState
from rehearsals.outlook.dates import Dates
from runbooks.gates import Gate
from runbooks.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A run, its plan, and the instant (UTC) it is looked at."""

    state: RunState
    #: Of the way forward; as last amended.
    plan: Plan
    now: datetime
    #: Of the tasks that count: without what was given up when the run was turned back.
    states: Mapping[str, TaskState]
    #: The planned dates of every task, of the way back too once it is taken.
    dates: Mapping[str, Dates]
    needs: tuple[Need, ...]
    way_back: WayBackStands | None
    #: What people were told of its outages.
    announced: Announced = NOTHING_ANNOUNCED

    def those(self, *wanted: TaskState) -> list[Task]:
        """The tasks in any of these states, in the order of the runbook."""
        tasks = self.state.index.tasks
        return [tasks[task_id] for task_id, state in self.states.items() if state in wanted]

    def planned(self, task_id: str) -> Dates:
        """A task's planned dates."""
        return self.dates[task_id]

    def late(self, task_id: str) -> int:
        """Seconds behind the plan; 0 or less if it is not.

        What has ended, by its finish; what runs, by its finish if that is past; else by its start.
        """
        planned, record = self.planned(task_id), self.state.task(task_id)
        if record.settled and record.settled_at:
            return _seconds(planned.finish, record.settled_at)
        if task_id in self.state.given_up:
            return 0
        if record.progress == "running":
            return max(0, _seconds(planned.finish, self.now))
        return max(0, _seconds(planned.start, self.now))

    def began_late(self, task_id: str) -> int:
        """Seconds by which a running task began behind its planned start; 0 if it did not."""
        record = self.state.task(task_id)
        if record.progress != "running" or record.started_at is None:
            return 0
        return max(0, _seconds(self.planned(task_id).start, record.started_at))

    def open_gates(self) -> list[Gate]:
        """The gates in scope that are still to be passed, by the planned time of their meetings."""
        gates = [
            g
            for g in self.state.index.meeting_of.values()
            if not self.state.gate(g.id).passed and g.meeting not in self.state.given_up
        ]
        return sorted(gates, key=lambda gate: self.planned(gate.meeting).start)

    def outage_end(self, key: str) -> datetime | None:
        """When an outage is planned to end, by the way back too; None: after the run."""
        ends = ended_by(self.state, key)
        if ends is not None:
            return self.planned(ends).finish
        window = self.plan.outages[key]
        return window.end if window.closes_in_scope else None

    def announced_end(self, key: str) -> datetime | None:
        """When an outage ends as people were told; as planned, as long as nothing was told."""
        return self.announced.ends.get(key) or self.outage_end(key)

    def open_outages(self) -> list[str]:
        """The outages that are open."""
        return [key for key, record in self.state.outages.items() if record.is_open]


def looked_at(state: RunState, now: datetime) -> datetime:
    """The instant at which a run is looked at: now; of a simulated or closed one its last event."""
    virtual = state.clock.get("kind") == "virtual"
    return state.last_at if (virtual or state.status != "open") and state.last_at else now


def standing(
    state: RunState,
    now: datetime,
    before: Standing | None = None,
    *,
    beside: Sequence[Need] = (),
    announced: Announced = NOTHING_ANNOUNCED,
) -> Standing:
    """How a run stands; a simulated or closed one at its last event. Raises what `plan` does.

    `before` is how it stood a moment ago: its plan is taken over if nothing was amended since.
    `beside` is what needs somebody beside the run's own facts, such as its notices; `announced` is
    what these have told.
    """
    now = looked_at(state, now)
    planned = _plan(state, before)
    return Standing(
        state=state,
        plan=planned,
        now=now,
        states={
            task_id: task_state(state, task_id, now)
            for task_id in state.index.tasks
            if task_id not in state.given_up
        },
        dates=_dates(state, planned, before),
        needs=_with(needs(state, now), beside),
        way_back=way_back_stands(state, now),
        announced=announced,
    )


def _with(own: tuple[Need, ...], beside: Sequence[Need]) -> tuple[Need, ...]:
    """All of it, what is urgent first."""
    return tuple(sorted((*own, *beside), key=lambda need: not need.urgent)) if beside else own


def _dates(state: RunState, planned: Plan, before: Standing | None) -> Mapping[str, Dates]:
    """The planned dates of all tasks; taken over if neither plan nor way back have changed."""
    if before is not None and before.plan is planned and not state.turned_back:
        return before.dates
    forward = {
        task.id: Dates(start=task.early_start, finish=task.early_finish)
        for task in planned.tasks.values()
    }
    return {**forward, **planned_leg(state)}


def _plan(state: RunState, before: Standing | None) -> Plan:
    if before is not None and before.state.runbook is state.runbook:
        return before.plan
    return plan(state.runbook, state.index.forward)


def _seconds(planned: datetime, actual: datetime) -> int:
    return int((actual - planned).total_seconds())
