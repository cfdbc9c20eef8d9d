"""How a run stands: its tasks against the plan, its gates and outages, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dependencies.plan import Plan, PlannedTask
from dependencies.planner import plan
from rehearsals.core.gate_commands import unmet
from rehearsals.core.readiness import open_predecessors, ready_at, task_state
from rehearsals.core.state import Decision, RunState, TaskRecord, TaskState
from rehearsals.journal.port import Head
from runbooks.clocktime import rfc3339
from runbooks.gates import Gate
from runbooks.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A run, its plan, and the instant (UTC) it is looked at."""

    state: RunState
    plan: Plan
    now: datetime
    states: Mapping[str, TaskState]

    def those(self, *wanted: TaskState) -> list[Task]:
        """The tasks in any of these states, in the order of the runbook."""
        tasks = self.state.index.tasks
        return [tasks[task_id] for task_id, state in self.states.items() if state in wanted]

    def planned(self, task_id: str) -> PlannedTask:
        """A task's planned dates."""
        return self.plan.tasks[task_id]

    def late(self, task_id: str) -> int:
        """Seconds behind the plan; 0 or less if it is not.

        What has ended, by its finish; what runs, by its finish if that is past; else by its start.
        """
        planned, record = self.planned(task_id), self.state.task(task_id)
        if record.settled and record.settled_at:
            return _seconds(planned.early_finish, record.settled_at)
        if record.progress == "running":
            return max(0, _seconds(planned.early_finish, self.now))
        return max(0, _seconds(planned.early_start, self.now))

    def began_late(self, task_id: str) -> int:
        """Seconds by which a running task began behind its planned start; 0 if it did not."""
        record = self.state.task(task_id)
        if record.progress != "running" or record.started_at is None:
            return 0
        return max(0, _seconds(self.planned(task_id).early_start, record.started_at))

    def open_gates(self) -> list[Gate]:
        """The gates in scope that have not been passed, by the planned time of their meetings."""
        gates = [
            g for g in self.state.index.meeting_of.values() if not self.state.gate(g.id).passed
        ]
        return sorted(gates, key=lambda gate: self.planned(gate.meeting).early_start)

    def open_outages(self) -> list[str]:
        """The outages that are open."""
        return [key for key, record in self.state.outages.items() if record.is_open]


def standing(state: RunState, now: datetime) -> Standing:
    """How a run stands; a simulated or closed one at its last event. Raises what `plan` does."""
    virtual = state.clock.get("kind") == "virtual"
    if (virtual or state.status != "open") and state.last_at:
        now = state.last_at
    return Standing(
        state=state,
        plan=plan(state.runbook, state.index.tasks),
        now=now,
        states={task_id: task_state(state, task_id, now) for task_id in state.index.tasks},
    )


def standing_data(stands: Standing, head: Head) -> dict[str, Any]:
    """The standing in JSON's types: times in UTC by RFC 3339, lengths of time in minutes."""
    state = stands.state
    return {
        "run": state.run,
        "runbook": state.runbook.runbook,
        "title": state.runbook.title,
        "mode": state.mode,
        "status": state.status,
        "timezone": state.runbook.timezone,
        "now": rfc3339(stands.now),
        "opened_at": rfc3339(state.opened_at),
        "closed_at": _time(state.closed_at),
        "close_reason": state.close_reason or None,
        "settled": state.settled_count,
        "tasks": [_task(stands, task) for task in state.index.tasks.values()],
        "gates": [_gate(stands, gate) for gate in state.index.meeting_of.values()],
        "outages": [_outage(stands, key) for key in stands.plan.outages],
        "attendance": dict(state.attendance),
        "head": {"seq": head.seq, "hash": head.hash},
    }


def _task(stands: Standing, task: Task) -> dict[str, Any]:
    state, record, planned = stands.state, stands.state.task(task.id), stands.planned(task.id)
    return {
        "id": task.id,
        "title": task.title,
        "phase": task.phase,
        "party": task.party,
        "state": stands.states[task.id],
        "planned_start": rfc3339(planned.early_start),
        "planned_finish": rfc3339(planned.early_finish),
        "ready_at": _time(ready_at(state, task.id)),
        "started_at": _time(record.started_at),
        "finished_at": _time(record.settled_at),
        "late_minutes": _minutes(stands.late(task.id)),
        "began_late_minutes": _minutes(stands.began_late(task.id)),
        "waits_for": list(open_predecessors(state, task.id)),
        "attempts": len(record.attempts),
        "reason": _reason(record),
        "held": record.held,
        "results": dict(record.results),
        "confirmed_by": list(record.confirmations),
    }


def _reason(record: TaskRecord) -> str | None:
    """Why it was skipped, or why its last attempt failed."""
    last = record.attempts[-1].reason if record.attempts else ""
    return record.skip_reason or last or None


def _gate(stands: Standing, gate: Gate) -> dict[str, Any]:
    record = stands.state.gate(gate.id)
    return {
        "id": gate.id,
        "title": gate.title,
        "meeting": gate.meeting,
        "rule": gate.rule,
        "point_of_no_return": gate.point_of_no_return,
        "on_no_go": gate.on_no_go,
        "outcome": record.outcome,
        "planned_at": rfc3339(stands.planned(gate.meeting).early_start),
        "unmet": list(unmet(gate, record)),
        "evidence": {
            key: {"met": shown.met, "evidence": shown.evidence, "at": rfc3339(shown.at)}
            for key, shown in record.evidence.items()
        },
        "votes": {member: vote.vote for member, vote in record.votes.items()},
        "decisions": [_decision(decision) for decision in record.decisions],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": getattr(decision.what, "outcome", "withdrawn"),
        "decided_by": decision.what.decided_by,
        "reason": decision.what.reason,
        "until": _time(getattr(decision.what, "until", None)),
        "conditions": [
            {"item": owed.item, "owner": owed.owner, "due": _time(owed.due)}
            for owed in getattr(decision.what, "conditions", ())
        ],
        "at": rfc3339(decision.at),
        "entered_by": decision.by,
    }


def _outage(stands: Standing, key: str) -> dict[str, Any]:
    record, planned = stands.state.outage(key), stands.plan.outages[key]
    return {
        "id": key,
        "system": stands.state.runbook.outages[key].system,
        "open": record.is_open,
        "planned_start": rfc3339(planned.start) if planned.opens_in_scope else None,
        "planned_end": rfc3339(planned.end) if planned.closes_in_scope else None,
        "opened_at": _time(record.opened_at),
        "closed_at": _time(record.closed_at),
    }


def _time(instant: datetime | None) -> str | None:
    return rfc3339(instant) if instant else None


def _minutes(seconds: int) -> int | float:
    """Minutes to a tenth: a whole number where it is one."""
    tenths = round(seconds / 6)
    return tenths / 10 if tenths % 10 else tenths // 10


def _seconds(planned: datetime, actual: datetime) -> int:
    return int((actual - planned).total_seconds())
