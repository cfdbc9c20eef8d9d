"""Completing a task: its measured results, and the copies of a task that each party confirms."""

from __future__ import annotations

import math

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.refusals import check_attempt, not_running, refuse
from rehearsals.core.settling import settle
from rehearsals.core.state import RunState, TaskRecord
from runbooks.tasks import ExpectedResult, Task

Answer = tuple[e.Event, ...] | c.Refusal


def complete(state: RunState, command: c.CompleteTask) -> Answer:
    """The events of completing a task, or of confirming some parties' copies of it."""
    task = state.index.tasks[command.task]
    record = state.task(command.task)
    if task.id in state.index.meeting_of:
        gate = state.index.meeting_of[task.id].id
        return refuse(
            "meeting",
            f"{task.id} is the meeting of gate {gate}; only its decision finishes it.",
            f"Decide with `callboard gate {state.run} {gate} go --by ... --reason ...`.",
        )
    if record.progress not in ("running", "unknown"):
        return not_running(state, task.id)
    if refusal := check_attempt(record, task.id, command.attempt):
        return refusal
    if refusal := _check_results(task, command.results):
        return refusal
    if task.for_each:
        return _confirm(state, task, record, command)
    if command.parties:
        return refuse(
            "not-for-each",
            f"{task.id} is one task, not a copy for each party.",
            "Leave out --for.",
        )
    return _finish(state, task, record, command.results)


def within_tolerance(expected: ExpectedResult, value: float) -> bool:
    """Whether a measured value is as expected; one without an expectation always is."""
    return expected.expected is None or abs(value - expected.expected) <= expected.tolerance


def _finish(
    state: RunState, task: Task, record: TaskRecord, results: dict[str, float]
) -> tuple[e.Event, ...]:
    attempt = record.attempts[-1].number
    return settle(
        state, task.id, e.TaskFinished(task=task.id, attempt=attempt, results=dict(results))
    )


def _confirm(state: RunState, task: Task, record: TaskRecord, command: c.CompleteTask) -> Answer:
    members = state.runbook.groups[task.for_each or ""]
    missing = [party for party in members if party not in record.confirmations]
    if not command.parties:
        return refuse(
            "copies-open",
            f"{task.id} is confirmed by each of {task.for_each}; {len(missing)} of "
            f"{len(members)} are missing: {', '.join(missing)}.",
            f"Confirm for one with `callboard done {state.run} {task.id} --for {missing[0]}`.",
        )
    for party in command.parties:
        if party not in members:
            return refuse(
                "unknown-party",
                f"{party} is not one of {task.for_each}, who confirm {task.id}.",
                f"Missing are: {', '.join(missing)}.",
            )
        if party in record.confirmations:
            return refuse(
                "already-confirmed", f"{party} has confirmed {task.id} already.", "Leave it."
            )
    confirming = dict.fromkeys(command.parties)
    copies = tuple(
        e.CopyConfirmed(task=task.id, party=party, results=dict(command.results))
        for party in confirming
    )
    if len(confirming) < len(missing):
        return copies
    return (*copies, *_finish(state, task, record, {}))


def _check_results(task: Task, results: dict[str, float]) -> c.Refusal | None:
    wanted = {result.id: result for result in task.results}
    if missing := [key for key in wanted if key not in results]:
        units = ", ".join(f"{key} ({wanted[key].unit})" for key in missing)
        return refuse(
            "results-missing",
            f"{task.id} must measure {units}.",
            f"Give each with --result {missing[0]}=NUMBER.",
        )
    if extra := [key for key in results if key not in wanted]:
        return refuse(
            "unknown-result",
            f"{task.id} measures no {', '.join(extra)}.",
            f"It measures {', '.join(wanted) or 'nothing'}.",
        )
    if odd := [key for key, value in results.items() if not math.isfinite(value)]:
        return refuse("bad-result", f"{', '.join(odd)} is not a number.", "Give a plain number.")
    return None
