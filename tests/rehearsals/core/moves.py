"""What might be asked of a run next: what fits its state, and what most often does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.decide import deciders, unmet
from rehearsals.core.readiness import passed_by, ready_at
from rehearsals.core.state import RunState
from rehearsals.core.tasks.finish_held import finish_from
from runbooks.gates import Gate
from runbooks.tasks import Task
from tests.rehearsals.core.tape import Tape

LONG_AFTER = datetime(2027, 1, 1, tzinfo=UTC)
CONDITIONS = (e.Condition(item="patch the service", owner="si", due=LONG_AFTER),)
#: What is asked of a run on a plain night; `night_moves.py` asks for the rest.
WILD_KINDS: tuple[type[Any], ...] = (
    c.StartTask,
    c.CompleteTask,
    c.FailTask,
    c.MarkUnknown,
    c.SkipTask,
    c.HoldTask,
    c.ReleaseTask,
    c.AddNote,
    c.RecordEvidence,
    c.DecideGate,
    c.WithdrawGo,
    c.OpenOutage,
    c.CloseOutage,
    c.RecordAttendance,
    c.AbandonRun,
)
#: Fields of commands that plain nights leave alone.
LEFT_ALONE = {"id", "actor", "on_behalf_of", "happened_at", "risks", "witness", "lesson"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A command to come, and the instant to wait for if it has to wait."""

    kind: type[Any]
    fields: dict[str, Any]
    not_before: datetime | None = None


def fitting_moves(state: RunState, now: datetime) -> list[Move]:
    """What the state allows; a move stands there as often as it should weigh."""
    moves: list[Move] = []
    for task_id in state.index.tasks:
        record = state.task(task_id)
        gate = state.index.meeting_of.get(task_id)
        if record.settled:
            moves += _take_back(state, gate) if gate else []
        elif record.held is not None:
            moves += 3 * [_move(c.ReleaseTask, task=task_id, reason="go on")]
        elif record.progress != "running":
            moves += _begin(state, task_id, can_skip=gate is None)
            moves += _end(state, task_id) if record.progress == "unknown" else []
        else:
            moves += _meet(state, gate, now) if gate else _end(state, task_id)
    return moves + _by_the_clock(state)


def tempting_moves(state: RunState) -> list[Move]:
    """What is well said and done by the right people, whether or not the state allows it."""
    moves: list[Move] = []
    for task_id, task in state.index.tasks.items():
        record = state.task(task_id)
        moves += (1 if record.settled else 2 if record.held is None else 6) * _press(state, task)
    for gate in state.index.meeting_of.values():
        moves += _press_for_a_go(state, gate)
    for key in state.runbook.outages:
        moves += [_move(c.OpenOutage, outage=key), _move(c.CloseOutage, outage=key)]
    return [*moves, _move(c.AbandonRun, reason="no time")]


def near_miss(move: Move, state: RunState, tape: Tape, now: datetime) -> Move:
    """A move that fits but for one of its fields, or comes a minute too early."""
    if move.not_before and tape.below(2):
        return replace(move, not_before=move.not_before - timedelta(minutes=1))
    choices = _wild_choices(state, now)
    name = tape.pick(tuple(move.fields))
    return Move(kind=move.kind, fields={**move.fields, name: tape.pick(choices[name])})


def wild_move(state: RunState, tape: Tape, now: datetime) -> Move:
    """Any command with any fields, wrong ones too."""
    kind = tape.pick(WILD_KINDS)
    choices = _wild_choices(state, now)
    names = [field.name for field in fields(kind) if field.name not in LEFT_ALONE]
    return Move(kind=kind, fields={name: tape.pick(choices[name]) for name in names})


def _move(kind: type[Any], **given: Any) -> Move:
    return Move(kind=kind, fields=given)


def _press(state: RunState, task: Task) -> list[Move]:
    parties = state.runbook.groups[task.for_each] if task.for_each else ()
    because = {"task": task.id, "reason": "no time"}
    starts = [_move(c.StartTask, task=task.id, channel=by) for by in ("cli", "engine")]
    done = _move(c.CompleteTask, task=task.id, parties=parties)
    twice = _move(c.CompleteTask, task=task.id, parties=2 * parties[:1])
    ends = [_move(kind, **because) for kind in (c.FailTask, c.SkipTask)]
    return [*starts, done, *([twice] if parties else []), *ends, _move(c.MarkUnknown, task=task.id)]


def _press_for_a_go(state: RunState, gate: Gate) -> list[Move]:
    because = {"gate": gate.id, "reason": "no time"}
    words = [{**because, "decided_by": party} for party in deciders(state, gate)]
    if not words:  # they have all left
        return []
    if state.gate(gate.id).passed:
        again = _move(c.DecideGate, **words[0], outcome="go")
        silent = _move(c.WithdrawGo, **{**words[0], "reason": " "})
        stranger = _move(c.WithdrawGo, **{**words[0], "decided_by": "recco"})
        return [again, silent, stranger, *[_move(c.WithdrawGo, **words[0])] * 6]
    conditional = {**words[0], "outcome": "go_with_conditions"}
    moves = [
        *[_move(c.DecideGate, **word, outcome=said) for word in words for said in ("go", "no_go")],
        _move(c.DecideGate, **conditional),
        _move(c.DecideGate, **conditional, conditions=CONDITIONS),
        _move(c.WithdrawGo, **words[0]),
    ]
    return (5 if state.task(gate.meeting).progress == "running" else 1) * moves


def _begin(state: RunState, task_id: str, *, can_skip: bool) -> Iterable[Move]:
    ready = ready_at(state, task_id)
    hold = _move(c.HoldTask, task=task_id, reason="wait")
    if ready is None:
        return ()
    skip = _move(c.SkipTask, task=task_id, reason="not needed")
    may_skip = can_skip and not passed_by(state, task_id)
    automated = state.index.tasks[task_id].run is not None
    by_engine = automated and state.task(task_id).progress == "open"
    given = {"task": task_id, "channel": "engine" if by_engine else "cli"}
    start = Move(kind=c.StartTask, fields=given, not_before=ready)
    return [*[start] * 5, hold, *([skip] if may_skip else [])]


def _end(state: RunState, task_id: str) -> Iterable[Move]:
    task, record = state.index.tasks[task_id], state.task(task_id)
    attempt = record.attempts[-1].number
    fail = _move(c.FailTask, task=task_id, reason="it broke", attempt=attempt)
    let_go = finish_from(state, task_id)
    if task.for_each:
        members = state.runbook.groups[task.for_each]
        missing = tuple(party for party in members if party not in record.confirmations)
        one = _move(c.CompleteTask, task=task_id, parties=missing[:1])
        everyone = _move(c.CompleteTask, task=task_id, parties=missing)
        if let_go is None:
            return [one, fail]
        return [one, one, one, replace(everyone, not_before=let_go), fail]
    if let_go is None:
        return [fail]
    done = Move(
        kind=c.CompleteTask, fields={"task": task_id, "attempt": attempt}, not_before=let_go
    )
    if task.run is not None and record.progress == "running":
        unknown = _move(c.MarkUnknown, task=task_id, attempt=attempt, channel="engine")
        return [done, done, fail, unknown, unknown]
    return [done, done, _move(c.CompleteTask, task=task_id), fail]


def _meet(state: RunState, gate: Gate, now: datetime) -> Iterable[Move]:
    record, given = state.gate(gate.id), {"gate": gate.id, "reason": "heard all"}
    moves: list[Move] = []
    for key in unmet(gate, record):
        shown = {"gate": gate.id, "criterion": key, "evidence": "seen"}
        moves += [
            *[_move(c.RecordEvidence, **shown)] * 3,
            _move(c.RecordEvidence, **shown, met=False),
        ]
    for party in deciders(state, gate):
        word = {**given, "decided_by": party}
        voted = record.votes.get(party)
        if not unmet(gate, record) and (voted is None or voted.vote != "go"):
            moves += 4 * [_move(c.DecideGate, **word, outcome="go")]
        moves.append(_move(c.DecideGate, **word, outcome="no_go"))
        if gate.rule == "decider" and set(unmet(gate, record)) <= set(record.evidence):
            conditional = {**word, "outcome": "go_with_conditions", "conditions": CONDITIONS}
            moves += 2 * [_move(c.DecideGate, **conditional)]
    chair = gate.decider or state.index.tasks[gate.meeting].party
    later = {"outcome": "deferred", "until": now + timedelta(hours=1), "decided_by": chair}
    return [*moves, _move(c.DecideGate, **given, **later)]


def _take_back(state: RunState, gate: Gate) -> Iterable[Move]:
    behind = state.index.behind[gate.meeting]
    if any(state.task(name).attempts or state.task(name).settled for name in behind):
        return ()
    by = deciders(state, gate)[:1]
    return [_move(c.WithdrawGo, gate=gate.id, decided_by=one, reason="news") for one in by]


def _by_the_clock(state: RunState) -> list[Move]:
    unopened = [key for key in state.index.fixed_outages if state.outage(key).opened_at is None]
    opened = [key for key in state.index.fixed_outages if state.outage(key).is_open]
    return [
        *[_move(c.OpenOutage, outage=key) for key in unopened],
        *[_move(c.CloseOutage, outage=key) for key in opened],
    ]


def _wild_choices(state: RunState, now: datetime) -> dict[str, tuple[Any, ...]]:
    words = ("because", "because", "", " ")
    hour = timedelta(hours=1)
    return {
        "channel": ("cli", "cli", "engine"),
        "task": (*state.runbook.task_by_id, *state.runbook.task_by_id, "Z"),
        "gate": tuple(state.runbook.gate_by_id) or ("G-none",),
        "outage": (*state.runbook.outages, "none"),
        "party": (*state.runbook.parties, "nobody"),
        "attendance": ("absent", "simulated"),
        "reason": words,
        "text": words,
        "evidence": words,
        "criterion": ("READY", "PROVEN", "STAFFED", "none"),
        "met": (True, False),
        "outcome": ("go", "go", "go_with_conditions", "no_go", "deferred"),
        "decided_by": ("sro", "si", "north", "south", "recco"),
        "forum": (None, "the board"),
        "conditions": ((), CONDITIONS),
        "until": (None, now + hour, now - hour),
        "parties": ((), ("north",), ("south", "south"), ("north", "south"), ("recco",)),
        "results": ({}, {}, {}, {"count": 1.0}),
        "attempt": (None, None, 1, 2, 3),
    }
