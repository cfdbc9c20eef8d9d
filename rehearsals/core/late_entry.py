"""Late entries: what happened earlier and is only entered now, checked against its neighbours.

A party whose link was down phones in what it did. It is entered with the time at which it happened;
the journal keeps the time of the entry beside it. What is told must fit in between what is known:
not before what it came after, such as the start of the attempt that it ends, and not in the future.
Predecessors, not-before times, outages and what holds a finish are checked by whoever decides the
command: for that moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from rehearsals.core import commands as c
from rehearsals.core.letting_go import (
    happened_at,
    holding_finish,
    holding_start,
    let_go_words,
    lets_go_at,
)
from rehearsals.core.refusals import refuse
from rehearsals.core.state import GateRecord, RunState, TaskRecord
from rehearsals.core.tasks.copies import missing_copies
from runbooks.clocktime import local
from runbooks.tasks import Link

_OfTask = (
    c.StartTask
    | c.StartOutOfSequence
    | c.CompleteTask
    | c.FailTask
    | c.SkipTask
    | c.BlockTask
    | c.UnblockTask
)
_AtGate = c.RecordEvidence | c.DecideGate | c.Recommend | c.WithdrawGo
_OfRun = c.AddNote | c.AttachFile | c.AnswerRoll | c.LinkIncident | c.TurnBack
#: What may be entered late: facts. Wishes, such as a hold, count from when they are entered.
LATE = _OfTask | _AtGate | _OfRun

#: How attempts had ended of which that was taken back later.
_ENDED = {"reopened": "done", "withdrawn": "done"}

#: A fact that stands in the journal already, and when it happened.
Neighbour = tuple[str, datetime]


def moment_of(state: RunState, command: c.AnyCommand, now: datetime) -> datetime | c.Refusal:
    """When what a command says has happened (aware): now, or when it says it did."""
    moment = command.happened_at
    if moment is None:
        return now
    if moment.tzinfo is None or moment.utcoffset() is None:
        return refuse(
            "time-without-zone",
            "The time at which it happened has no zone.",
            "Give it with an offset, such as 2026-01-12T09:30+00:00.",
        )
    if not isinstance(command, LATE):
        return refuse(
            "late-not-possible",
            f"{type(command).__name__} counts from when it is entered.",
            "Leave out --at.",
        )
    if refusal := _check_by_hand(state, command):
        return refusal
    zone = state.runbook.timezone
    if moment > now:
        return refuse(
            "in-the-future",
            f"{local(moment, zone)} is still to come; it is {local(now, zone)}.",
            "Enter it once it has happened.",
        )
    return _fits(state, moment, _neighbours(state, command)) or moment


def within_minute(state: RunState, command: c.AnyCommand, now: datetime) -> datetime | None:
    """When what was told to the minute has happened: not before what it must follow in that minute.

    None where that changes nothing. `now` is aware, as is the time of the command.
    """
    moment = command.happened_at
    if moment is None or moment.tzinfo is None or not isinstance(command, LATE):
        return None
    newest = max(when for _, when in _neighbours(state, command))
    later = moment < newest < moment + timedelta(minutes=1)
    return newest if later and newest <= now else None


def _check_by_hand(state: RunState, command: LATE) -> c.Refusal | None:
    task = state.index.tasks.get(command.task) if isinstance(command, _OfTask) else None
    if task is None or not task.run:
        return None
    return refuse(
        "late-automated",
        f"{task.id} is automated; the engine says at once what happened.",
        "Leave out --at.",
    )


def _fits(state: RunState, moment: datetime, before: Iterator[Neighbour]) -> c.Refusal | None:
    """The newest fact that what is entered must have come after, if it is too new."""
    zone = state.runbook.timezone
    what, when = max(before, key=lambda neighbour: neighbour[1])
    if moment >= when:
        return None
    if moment < state.opened_at:
        return refuse(
            "late-out-of-place",
            f"{local(moment, zone)} is before run {state.run} was opened, at "
            f"{local(state.opened_at, zone)}.",
            "Nothing of a run happened before its opening: give a time from then on, or leave out "
            "--at and say in words when it was.",
        )
    return refuse(
        "late-out-of-place",
        f"{local(moment, zone)} is before {local(when, zone)}, when {what}.",
        "Ask again when it happened; if the other entry is wrong, take that one back first with "
        "`callboard undo` or `callboard reopen`.",
    )


def _neighbours(state: RunState, command: LATE) -> Iterator[Neighbour]:
    """What happened before it for certain."""
    yield f"run {state.run} was opened", state.opened_at
    if isinstance(command, _OfTask):
        if command.task in state.index.tasks:
            yield from _of_task(state, command)
    elif isinstance(command, _AtGate):
        yield from _at_gate(state, command)
    else:
        yield from _of_run(state, command)


def _of_task(state: RunState, command: _OfTask) -> Iterator[Neighbour]:
    task_id, record = command.task, state.task(command.task)
    yield from _own_history(task_id, record)
    match command:
        case c.StartTask() | c.SkipTask():
            yield from _let_go(state, holding_start(state, task_id))
            yield from _ended_outages(state, task_id, "start")
            if isinstance(command, c.SkipTask):
                yield from _passed(state, task_id)
        case c.StartOutOfSequence():
            yield from _ended_outages(state, task_id, "start")
        case c.CompleteTask():
            yield from _ended_outages(state, task_id, "finish")
            if set(missing_copies(state, task_id)) <= set(command.parties):
                yield from _let_go(state, holding_finish(state, task_id))
                yield from _copies(task_id, record)
        case c.UnblockTask():
            for block in record.blocks:
                yield f"{task_id} was blocked", block.at


def _own_history(task_id: str, record: TaskRecord) -> Iterator[Neighbour]:
    """The attempt that is running began; or the one before ended. What was undone never was."""
    real = [attempt for attempt in record.attempts if attempt.outcome != "undone"]
    if not real:
        return
    last = real[-1]
    if record.progress in ("running", "unknown") or last.ended_at is None:
        yield f"attempt {last.number} at {task_id} started", last.started_at
    if last.ended_at is not None:
        ended = _ENDED.get(last.outcome, last.outcome)
        yield f"attempt {last.number} at {task_id} was {ended}", last.ended_at


def _let_go(state: RunState, links: Iterable[Link]) -> Iterator[Neighbour]:
    """What is known of when links let go; what nobody can say yet is refused further on."""
    for link in links:
        moment = lets_go_at(state, link)
        if moment is not None:
            yield let_go_words(state, link), moment


def _passed(state: RunState, task_id: str) -> Iterator[Neighbour]:
    """Leads and what holds a finish let a task start, but not be left out, before that is over."""
    for link in state.index.before[task_id]:
        moment = happened_at(state, link)
        if moment is not None:
            yield f"{link.task} was {state.task(link.task).progress}", moment


def _ended_outages(state: RunState, task_id: str, end: str) -> Iterator[Neighbour]:
    for key in state.index.closes.get((task_id, end), ()):
        opened_at = state.outage(key).opened_at
        if opened_at is not None:
            yield f"outage {key} opened, which it closes", opened_at


def _copies(task_id: str, record: TaskRecord) -> Iterator[Neighbour]:
    """The last copy finishes the task, so it cannot come before the others."""
    for party, copy in record.confirmations.items():
        yield f"{party} confirmed its copy of {task_id}", copy.at


def _at_gate(state: RunState, command: _AtGate) -> Iterator[Neighbour]:
    gate, record = state.runbook.gate_by_id.get(command.gate), state.gate(command.gate)
    if gate is None:
        return
    if record.decisions:
        yield f"gate {gate.id} was decided on last", record.decisions[-1].at
    match command:
        case c.RecordEvidence():
            shown = record.evidence.get(command.criterion)
            if shown is not None:
                yield f"criterion {command.criterion} had its last evidence", shown.at
        case c.Recommend():
            word = record.recommendations.get(command.adviser)
            if word is not None:
                yield f"{command.adviser} spoke last", word.at
        case c.DecideGate():
            yield from _own_history(gate.meeting, state.task(gate.meeting))
            yield from _ended_outages(state, gate.meeting, "finish")
            yield from _heard(record)


def _heard(record: GateRecord) -> Iterator[Neighbour]:
    """A decision is taken on what was said before it."""
    for key, shown in record.evidence.items():
        yield f"criterion {key} had its last evidence", shown.at
    for key, found in record.checks.items():
        yield f"criterion {key} was checked last", found.at
    for adviser, word in record.recommendations.items():
        yield f"{adviser} gave advice", word.at
    for member, vote in record.votes.items():
        yield f"{member} voted", vote.at


def _of_run(state: RunState, command: _OfRun) -> Iterator[Neighbour]:
    match command:
        case c.AnswerRoll() if state.roll_calls:
            newest = state.roll_calls[-1]
            yield f"the roll was called: {newest.title}", newest.called_at
            if command.party in newest.answers:
                yield f"{command.party} answered last", newest.answers[command.party].at
        case c.TurnBack():
            # What is given up and what is to be undone is chosen from all that has happened.
            for back in state.turned_back:
                yield f"the run was turned back at {back.what.gate}", back.at
            for key, record in state.tasks.items():
                yield from _all_of_task(key, record)
            for key, gate in state.gates.items():
                if gate.decisions:
                    yield f"gate {key} was decided on last", gate.decisions[-1].at
        case _:
            return


def _all_of_task(task_id: str, record: TaskRecord) -> Iterator[Neighbour]:
    for attempt in record.attempts:
        if attempt.outcome != "undone":
            yield f"{task_id} was started", attempt.started_at
            if attempt.ended_at is not None:
                yield (
                    f"{task_id} was {_ENDED.get(attempt.outcome, attempt.outcome)}",
                    attempt.ended_at,
                )
    for party, copy in record.confirmations.items():
        yield f"{party} confirmed its copy of {task_id}", copy.at
    if record.settled_at is not None:
        yield f"{task_id} was {record.progress}", record.settled_at
