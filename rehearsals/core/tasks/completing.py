"""Completing a task: its measured results, and the copies of a task that each party confirms.

What holds the finish of a task (FF, SF) holds its last copy: the others are confirmed as they come.
"""

from __future__ import annotations

import math
from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.refusals import check_attempt, not_running, refuse
from rehearsals.core.settling import settle
from rehearsals.core.state import RunState, TaskRecord
from rehearsals.core.tasks.copies import copies_of, missing_copies
from rehearsals.core.tasks.finish_held import check_finish
from rehearsals.core.tasks.locks import activations, check_copies_unlocked
from runbooks.tasks import ExpectedResult, Task

Answer = tuple[e.Event, ...] | c.Refusal


def complete(state: RunState, command: c.CompleteTask, moment: datetime) -> Answer:
    """The events of completing a task at a moment, or of confirming some parties' copies of it."""
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
    if task.for_each:
        return _confirm(state, task, record, command, moment)
    if refusal := _check_results(task, command.results):
        return refusal
    if command.parties:
        return refuse(
            "not-for-each",
            f"{task.id} is one task, not a copy for each party.",
            "Leave out --for.",
        )
    if refusal := check_finish(state, task.id, moment):
        return refusal
    activated = activations(state, task.id, (state.owner(task.id),))
    return _finish(state, task, record, command.results, activated)


def within_tolerance(expected: ExpectedResult, value: float) -> bool:
    """Whether a measured value is as expected; one without an expectation always is."""
    return expected.expected is None or abs(value - expected.expected) <= expected.tolerance


def _finish(
    state: RunState,
    task: Task,
    record: TaskRecord,
    results: dict[str, float],
    activated: tuple[e.Event, ...] = (),
) -> tuple[e.Event, ...]:
    attempt = record.attempts[-1].number
    finished = e.TaskFinished(task=task.id, attempt=attempt, results=dict(results))
    first, *rest = settle(state, task.id, finished)
    return (first, *activated, *rest)


def _confirm(
    state: RunState, task: Task, record: TaskRecord, command: c.CompleteTask, moment: datetime
) -> Answer:
    missing = missing_copies(state, task.id)
    if not command.parties:
        if missing:
            return _copies_open(state, task)
        return check_finish(state, task.id, moment) or _finish(state, task, record, {})
    if refusal := _check_results(task, command.results):
        return refusal
    for party in command.parties:
        if refusal := _check_copy(state, task, party):
            return refusal
    confirming = tuple(dict.fromkeys(command.parties))
    if refusal := check_copies_unlocked(state, task.id, confirming, moment):
        return refusal
    is_last = len(confirming) == len(missing)
    if is_last and (refusal := check_finish(state, task.id, moment)):
        return refusal
    copies = tuple(
        e.CopyConfirmed(task=task.id, party=party, results=dict(command.results))
        for party in confirming
    )
    activated = activations(state, task.id, confirming)
    if not is_last:
        return (*copies, *activated)
    return (*copies, *_finish(state, task, record, {}, activated))


def _check_copy(state: RunState, task: Task, party: str) -> c.Refusal | None:
    members = copies_of(state, task.id)
    if party in state.task(task.id).confirmations:
        return refuse("already-confirmed", f"{party} has confirmed {task.id} already.", "Leave it.")
    if party in members:
        return None
    missing = ", ".join(missing_copies(state, task.id)) or "none"
    if party in state.left:
        return refuse(
            "party-left",
            f"{party} has left the run; its copy is not its own.",
            f"Missing are: {missing}.",
        )
    return refuse(
        "unknown-party",
        f"{party} is not one of {task.for_each}, who confirm {task.id}.",
        f"Missing are: {missing}.",
    )


def _copies_open(state: RunState, task: Task) -> c.Refusal:
    members, missing = copies_of(state, task.id), missing_copies(state, task.id)
    return refuse(
        "copies-open",
        f"{task.id} is confirmed by each of {task.for_each}; {len(missing)} of "
        f"{len(members)} are missing: {', '.join(missing)}.",
        f"Confirm for one with `callboard done {state.run} {task.id} --for {missing[0]}`.",
    )


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
