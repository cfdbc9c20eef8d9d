"""What follows from a supposition as plain data: `what_if` of `callboard plan --json`."""

from __future__ import annotations

from typing import Any

from dependencies.absorbing import Absorbed
from dependencies.effect import DeadlineMoved, Moved
from dependencies.minutes import minutes
from dependencies.plan_json import steps_data
from dependencies.plan_json_floats import deadline_data
from dependencies.what_if import OutageMoved, TaskMoved, WhatIf
from runbooks.clocktime import rfc3339
from runbooks.model import Runbook


def what_if_data(found: WhatIf) -> dict[str, Any]:
    """What moves, what is hit and what takes it up; only what differs is listed."""
    effect, book = found.effect, found.runbook
    return {
        "supposed": [str(one) for one in found.supposed],
        "finish": _moved(effect.finish),
        "tasks": [_task(task) for task in found.tasks],
        "gates": _gates(found),
        "outages": {one.id: _outage(book, one) for one in found.outages},
        "deadlines": [_deadline(one) for one in effect.deadlines],
        "newly_missed": [one.after.id for one in effect.missed],
        "chain": steps_data(found.chain),
        "absorbed": [_absorbed(one) for one in found.absorbed],
    }


def _task(task: TaskMoved) -> dict[str, Any]:
    return {
        "id": task.id,
        "start": {"before": rfc3339(task.start_before), "after": rfc3339(task.start)},
        "finish": {"before": rfc3339(task.finish_before), "after": rfc3339(task.finish)},
        "start_moves_minutes": minutes(task.starts_later),
        "finish_moves_minutes": minutes(task.finishes_later),
    }


def _gates(found: WhatIf) -> dict[str, dict[str, Any]]:
    """The gates whose meeting moves, or whose slack does."""
    moved = {one.name: one for one in found.effect.gates}
    slacks = {one.gate: one for one in found.effect.slacks}
    data = {}
    for gate in dict.fromkeys((*moved, *slacks)):
        at, slack = found.plan.chains[gate].at, slacks.get(gate)
        data[gate] = _moved(moved.get(gate, Moved(name=gate, before=at, after=at))) | {
            "slack_minutes": {"before": minutes(slack.before), "after": minutes(slack.after)}
            if slack
            else None
        }
    return data


def _outage(book: Runbook, moved: OutageMoved) -> dict[str, Any]:
    limit = book.outages[moved.id].hard_limit
    before, after = moved.before, moved.after
    return {
        "start": {"before": rfc3339(before.start), "after": rfc3339(after.start)},
        "end": {"before": rfc3339(before.end), "after": rfc3339(after.end)},
        "end_moves_minutes": minutes(round((after.end - before.end).total_seconds())),
        "length_minutes": minutes(round((after.end - after.start).total_seconds())),
        "hard_limit_minutes": minutes(limit.likely) if limit else None,
    }


def _deadline(moved: DeadlineMoved) -> dict[str, Any]:
    return deadline_data(moved.after) | {
        "margin_before_minutes": minutes(moved.before.margin),
        "newly_missed": moved.newly_missed,
    }


def _absorbed(one: Absorbed) -> dict[str, Any]:
    return {
        "task": one.task,
        "moved": one.moved,
        "driven_by": one.driven_by,
        "driver": one.driver,
        "left_before_minutes": minutes(one.before),
        "left_minutes": minutes(one.after),
    }


def _moved(moved: Moved) -> dict[str, Any]:
    return {
        "before": rfc3339(moved.before) if moved.before else None,
        "after": rfc3339(moved.after) if moved.after else None,
        "moves_minutes": None if moved.seconds is None else minutes(round(moved.seconds)),
    }
