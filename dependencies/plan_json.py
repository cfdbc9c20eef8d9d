"""A plan as plain data, for programs: what `callboard plan --json` prints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from dependencies.anchor import Anchored
from dependencies.minutes import minutes
from dependencies.plan import Chain, ChainStep, Plan, PlannedTask
from dependencies.plan_json_floats import deadlines_data, floats_data, near_critical_data
from dependencies.planner import rollback_seconds
from dependencies.way_back import way_back
from runbooks.clocktime import rfc3339
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.moments import Moment
from runbooks.tasks import Basis


def plan_data(runbook: Runbook, plan: Plan, anchored: Anchored | None = None) -> dict[str, Any]:
    """The plan in JSON's types: times in UTC by RFC 3339, lengths of time in minutes.

    `anchored` says how the plan was moved, if it was. An outage of which one end is out of scope
    has null there. Raises what `rollback_seconds` does, and TimeError.
    """
    rollback, back = rollback_seconds(runbook), way_back(runbook, plan.tasks)
    return {
        "runbook": runbook.runbook,
        "title": runbook.title,
        "version": runbook.version,
        "notice": runbook.notice,
        "timezone": runbook.timezone,
        "shift_days": anchored.shift_days if anchored else 0,
        "mismatches": list(anchored.mismatches) if anchored else [],
        "scope": list(plan.tasks),
        "out_of_scope": [key for key in runbook.task_by_id if key not in plan.tasks],
        "start": rfc3339(plan.start),
        "finish": rfc3339(plan.finish),
        "critical_path": list(plan.critical_path),
        "tasks": [_task(runbook, task) for task in plan.tasks.values()],
        "chains": {key: _chain(runbook, chain) for key, chain in plan.chains.items()},
        "near_critical": near_critical_data(plan),
        "floats": floats_data(plan),
        "deadlines": deadlines_data(plan),
        "outages": [_outage(runbook, plan, key) for key in plan.outages],
        "rollback_minutes": None if rollback is None else minutes(rollback),
        "restore_by": _time(back.restore_by) if back else None,
        "latest_rollback_start": _time(back.latest_start) if back else None,
    }


def _task(runbook: Runbook, planned: PlannedTask) -> dict[str, Any]:
    task = runbook.task_by_id[planned.id]
    gate = runbook.gate_by_meeting.get(task.id)
    return {
        "id": task.id,
        "title": task.title,
        "phase": task.phase,
        "party": task.party,
        "basis": _basis(task.basis),
        "gate": gate.id if gate else None,
        "calendar": runbook.calendar_of(task),
        "not_after": _placed(task.not_after, runbook),
        "fixed": _placed(task.fixed, runbook),
        "early_start": rfc3339(planned.early_start),
        "early_finish": rfc3339(planned.early_finish),
        "late_start": rfc3339(planned.late_start),
        "late_finish": rfc3339(planned.late_finish),
        "total_float_minutes": minutes(planned.total_float),
        "free_float_minutes": minutes(planned.free_float),
        "critical": planned.critical,
        "driver": planned.driver,
        "driven_by": planned.driven_by,
        "wait_minutes": minutes(planned.wait),
    }


def _chain(runbook: Runbook, chain: Chain) -> dict[str, Any]:
    return {
        "kind": "gate" if chain.target in runbook.gate_by_id else "outage",
        "ready_at": rfc3339(chain.ready_at),
        "at": rfc3339(chain.at),
        "slack_minutes": minutes(chain.slack),
        "tasks": list(chain.tasks),
        "steps": steps_data(chain.steps),
    }


def steps_data(steps: Iterable[ChainStep]) -> list[dict[str, Any]]:
    """The steps of a driving chain, first task first."""
    return [
        {
            "task": step.task,
            "start": rfc3339(step.start),
            "finish": rfc3339(step.finish),
            "wait_minutes": minutes(step.wait),
            "driven_by": step.driven_by,
        }
        for step in steps
    ]


def _outage(runbook: Runbook, plan: Plan, key: str) -> dict[str, Any]:
    outage = plan.outages[key]
    return {
        "id": key,
        "system": runbook.outages[key].system,
        "basis": _basis(runbook.outages[key].basis),
        "start": rfc3339(outage.start) if outage.opens_in_scope else None,
        "end": rfc3339(outage.end) if outage.closes_in_scope else None,
    }


def _basis(basis: Basis | None) -> dict[str, str | None] | None:
    return {"mark": basis.mark, "note": basis.note} if basis else None


def _placed(moment: Moment | None, runbook: Runbook) -> str | None:
    return rfc3339(instant_of(moment, runbook)) if moment else None


def _time(instant: datetime | None) -> str | None:
    return rfc3339(instant) if instant else None
