"""What people who run a night might ask next: control, rework, amendments, turning back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.plan.weakening import guarding
from rehearsals.core.readiness import open_predecessors, ready_at
from rehearsals.core.state import RunState
from rehearsals.core.tasks.copies import missing_copies
from runbooks.writer import to_data
from tests.rehearsals.core.moves import Move
from tests.rehearsals.core.tape import Tape

HOUR = timedelta(hours=1)
NEW_TASK = "N"
#: What may be said late, and so sometimes is.
SAID_LATE = (
    c.StartTask,
    c.CompleteTask,
    c.FailTask,
    c.SkipTask,
    c.BlockTask,
    c.RecordEvidence,
    c.DecideGate,
)


def night_moves(state: RunState, now: datetime) -> list[Move]:
    """What the state more or less allows; a move stands there as often as it should weigh."""
    moves: list[Move] = []
    for task_id in state.index.tasks:
        if task_id not in state.given_up:
            moves += _rework(state, task_id)
            moves += _blocks(state, task_id)
    for gate in state.index.meeting_of.values():
        moves += _around_gate(state, gate.id, now)
    return [
        *moves,
        *_control(state),
        *_paper(state, now),
        *_amendments(state),
        *_turning_back(state),
        *_told_late(state),
    ]


def _told_late(state: RunState) -> Iterable[Move]:
    """What began, or ended, just before the run was turned back, and is heard of only now."""
    for back in state.turned_back:
        said = {"happened_at": back.at - timedelta(seconds=1)}
        for task_id in back.what.given_up:
            if task_id not in state.given_up:
                continue
            ready = ready_at(state, task_id)
            if ready is not None and ready <= said["happened_at"]:
                yield from 15 * [_move(c.StartTask, task=task_id, **said)]
            if state.task(task_id).attempts:
                yield from 15 * [_move(c.CompleteTask, task=task_id, **said)]


def made_late(move: Move, tape: Tape, now: datetime) -> Move:
    """The same, said some minutes after it happened, if it is something that may be said late."""
    if move.kind not in SAID_LATE or move.fields.get("channel") == "engine":
        return move
    before = timedelta(minutes=tape.pick((1, 5, 20, 60, -5)))
    return replace(move, fields={**move.fields, "happened_at": now - before})


def with_a_risk(move: Move, state: RunState, now: datetime) -> Move:
    """The same go with an accepted risk, at a gate where one decides."""
    gate = state.runbook.gate_by_id.get(move.fields["gate"])
    if gate is None or gate.rule != "decider":
        return move
    risk = e.AcceptedRisk(risk="no spare", accepted_by="Sam", expires=now + HOUR)
    return replace(move, fields={**move.fields, "risks": (risk,)})


def any_night_move(state: RunState, tape: Tape, now: datetime) -> Move:
    """Any command of the night with any fields, wrong ones too."""
    kind = tape.pick(c.COMMAND_TYPES)
    choices = _choices(state, now)
    said = {"id", "actor", "on_behalf_of"}
    names = [field.name for field in fields(kind) if field.name not in said]
    return Move(kind=kind, fields={name: tape.pick(choices[name]) for name in names})


def _move(kind: type[Any], /, **given: Any) -> Move:
    return Move(kind=kind, fields=given)


def _rework(state: RunState, task_id: str) -> Iterable[Move]:
    record = state.task(task_id)
    because = {"task": task_id, "reason": "it was not so"}
    if record.settled:
        yield _move(c.ReopenTask, **because)
        yield _move(c.UndoEntry, **because)
    if copies := tuple(record.confirmations)[:1]:
        yield from 4 * [_move(c.ReopenTask, **because, parties=copies)]
    if record.progress == "running":
        yield _move(c.UndoEntry, **because)
        yield _move(c.HoldBranch, **because)
    elif record.progress in ("failed", "unknown"):
        yield _move(c.UndoEntry, **because)
    if record.held_for:
        yield from 4 * [_move(c.ReleaseBranch, task=record.held_for, reason="go on")]
    waits = ready_at(state, task_id) is None or open_predecessors(state, task_id)
    if waits and record.progress == "open":
        yield from 2 * [_move(c.StartOutOfSequence, **because)]
    if not record.settled:
        yield _move(c.ReassignTask, **because, party="recco")


def _blocks(state: RunState, task_id: str) -> Iterable[Move]:
    record = state.task(task_id)
    stuck = {"task": task_id, "reason": "no access"}
    if record.progress == "running" and state.seq % 3 == 0:
        copies = missing_copies(state, task_id)[:1]
        yield _move(c.BlockTask, **stuck, needs="the data team", parties=copies)
    elif record.progress == "open" and not state.seq % 5 and ready_at(state, task_id) is not None:
        yield _move(c.BlockTask, **stuck)
    for block in record.blocks:
        whose = (block.party,) if block.party and state.seq % 2 else ()
        yield from 3 * [_move(c.UnblockTask, **stuck, parties=whose)]


def _around_gate(state: RunState, gate_id: str, now: datetime) -> Iterable[Move]:
    gate, record = state.runbook.gate_by_id[gate_id], state.gate(gate_id)
    running = state.task(gate.meeting).progress == "running"
    for adviser in gate.advised_by:
        advice = {"gate": gate_id, "adviser": adviser, "reason": "seen it"}
        yield from (3 if running else 1) * [_move(c.Recommend, **advice, advice="go")]
        yield _move(c.Recommend, **advice, advice="none")
    for criterion in gate.criteria:
        if criterion.check and running:
            found = {"gate": gate_id, "criterion": criterion.id, "value": "found", "digest": "00"}
            yield from 4 * [_move(c.RecordCheck, **found, met=True)]
            yield _move(c.RecordCheck, **found, met=False)
            yield _move(c.RecordCheck, **found, met=False, looked=False)
    if running and gate.rule == "decider":
        spoken = {
            "gate": gate_id,
            "decided_by": gate.decider,
            "reason": "said on the bridge",
            "forum": "bridge",
            "witness": "Wendy",
            "on_behalf_of": "Sam",
        }
        risk = e.AcceptedRisk(risk="no spare", accepted_by="Sam", expires=now + HOUR)
        yield from 2 * [_move(c.DecideGate, **spoken, outcome="go")]
        yield from 4 * [_move(c.DecideGate, **spoken, outcome="go", risks=(risk,))]
        yield _move(c.DecideGate, **spoken, outcome="no_go")
    if record.cleared is not None:
        for member in gate.members and state.runbook.members_of(gate.members):
            undo = {"gate": gate_id, "member": member, "reason": "the wrong button"}
            yield from 3 * [_move(c.UndoVote, **undo)]
    for waiting in record.to_sign:
        signed = {"gate": gate_id, "party": waiting.party}
        yield _move(c.Countersign, **signed)
        yield from 5 * [_move(c.Countersign, **signed, actor="bob")]


def _control(state: RunState) -> Iterable[Move]:
    if state.stopped:
        yield from 6 * [_move(c.AllowStarts, reason="go on")]
    else:
        yield _move(c.StopStarts, reason="wait")
    yield _move(c.CallRoll, title="Are you there?")
    if state.roll_calls:
        yield _move(c.AnswerRoll, party="si", present=bool(state.seq % 2))
    if state.seq % 3:
        return
    yield _move(c.ActivateParticipant, party="north", evidence="letter")
    if "south" not in state.left:
        yield _move(c.LeaveParty, party="south", replaced_by=None, reason="insolvent")
        yield _move(c.LeaveParty, party="south", replaced_by="recco", reason="insolvent")
    yield _move(c.SetCommunications, mode="off", reason="quiet")


def _paper(state: RunState, now: datetime) -> Iterable[Move]:
    yield _move(c.AddNote, text="remember", lesson=True)
    if state.seq % 4 == 0 and state.index.tasks:
        yield _attached(state, task=next(iter(state.index.tasks)))
    yield _move(c.HandOverShift, desk="bridge", to="Dawn", text="all quiet")
    yield from [
        _move(c.TakeShift, number=shift.number) for shift in state.handovers if not shift.taken_at
    ]
    yield _move(c.LinkIncident, reference=f"INC-{state.seq}", summary="slow", system="EES")
    yield from [
        _move(c.CloseIncident, reference=key, resolution="fixed")
        for key, incident in state.incidents.items()
        if not incident.closed_at
    ]
    yield _move(c.RecordObservation, text="nobody wrote it down", party="si")
    for seen in state.observations:
        yield _move(c.AnswerObservation, number=seen.number, text="true")
        yield _move(c.FinishObservation, number=seen.number, text="nobody wrote it down at noon")
    for item in state.items.values():
        if item.kind != "risk" or state.seq % 2:
            yield _move(c.CloseItem, item=item.id, evidence="done")
        if item.kind == "risk":
            longer = {"decided_by": "sro", "expires": now + 2 * HOUR, "reason": "still"}
            yield from 10 * [_move(c.ExtendRisk, item=item.id, **longer)]


def _attached(state: RunState, **subject: str) -> Move:
    file = {"name": "shown.pdf", "size": 1 + state.seq, "media_type": "application/pdf"}
    return _move(c.AttachFile, **file, **subject, sha256=f"{state.seq % 9:064x}")


def _amendments(state: RunState) -> Iterable[Move]:
    for amendment in state.amendments:
        if amendment.status == "proposed":
            approve = {"number": amendment.what.number, "decided_by": guarding(state)}
            yield from 2 * [_move(c.ApproveAmendment, **approve)]
            yield from 3 * [_move(c.ApproveAmendment, **approve, actor="bob")]
            yield _move(c.RejectAmendment, number=amendment.what.number, reason="no")
    for change in _changes(state):
        yield _move(c.ProposeAmendment, changes=(change,), reason="news")


def _changes(state: RunState) -> Iterable[e.Change]:
    """Longer tasks, tasks without their links, a new task in front of another, one taken out."""
    data = {task["id"]: task for task in to_data(state.runbook)["tasks"]}
    untouched = [key for key in data if key in state.index.tasks and not state.task(key).attempts]
    for key in untouched[:2] + untouched[-1:]:
        before = data[key]
        yield e.Change(kind="task", id=key, before=before, after={**before, "duration": "50m"})
        free = {name: value for name, value in before.items() if name != "after"}
        yield e.Change(kind="task", id=key, before=before, after=free)
        yield e.Change(kind="task", id=key, before=before, after=None)
    if NEW_TASK not in data and untouched:
        new = {**data[untouched[-1]], "id": NEW_TASK, "title": "A new task", "end": True}
        new.pop("undo", None)
        yield e.Change(kind="task", id=NEW_TASK, before=None, after=new)


def _turning_back(state: RunState) -> Iterable[Move]:
    if state.recommended_back is None and not state.turned_back:
        yield _move(c.RecommendTurningBack, kind="rollback", reason="no time left")
    for kind, way in (
        ("rollback", state.runbook.rollback),
        ("stand_down", state.runbook.stand_down),
    ):
        for gate in way.gates:
            meeting = state.runbook.gate_by_id[gate].meeting
            if meeting in state.index.tasks and state.task(meeting).attempts:
                asked = {"kind": kind, "gate": gate, "decided_by": "sro", "reason": "no"}
                yield _move(c.TurnBack, **asked)
                yield _move(c.TurnBack, **asked, systems=("CSS",))


def _choices(state: RunState, now: datetime) -> dict[str, tuple[Any, ...]]:
    words = ("because", "because", "", " ")
    hour = HOUR
    tasks = (*state.index.tasks, "Z")
    condition = e.Condition(item="patch it", owner="si", due=now + hour)
    return {
        "accepted_by": words,
        "advice": ("go", "none"),
        "adviser": ("recco", "sro"),
        "attempt": (None, None, 1, 2),
        "attendance": ("absent", "simulated"),
        "changes": ((), *[(change,) for change in _changes(state)]),
        "channel": ("cli", "cli", "engine"),
        "conditions": ((), (condition,)),
        "criterion": ("READY", "PROVEN", "CHECKED", "none"),
        "decided_by": ("sro", "si", "north", "recco"),
        "desk": words,
        "digest": ("00", ""),
        "evidence": words,
        "expires": (now + hour, now - hour),
        "forum": (None, "the board"),
        "gate": tuple(state.runbook.gate_by_id) or ("G-none",),
        "happened_at": (None, None, now - timedelta(minutes=5), now - 3 * hour, now + hour),
        "item": (*state.items, "none"),
        "kind": ("rollback", "stand_down"),
        "lesson": (True, False),
        "looked": (True, True, False),
        "member": ("north", "south", "nobody"),
        "media_type": ("application/pdf", "text/html"),
        "met": (True, False),
        "mode": ("off", "on"),
        "name": ("shown.pdf", "../shown.pdf"),
        "needs": words,
        "note": words,
        "number": (1, 2, 0),
        "outage": (*state.runbook.outages, "none"),
        "outcome": ("go", "go", "go_with_conditions", "no_go", "deferred"),
        "parties": ((), ("north",), ("south", "south"), ("recco",)),
        "party": (*state.runbook.parties, "nobody"),
        "present": (True, False),
        "reason": words,
        "reference": ("INC-1", " "),
        "replaced_by": (None, "recco", "south", "nobody"),
        "resolution": words,
        "results": ({}, {}, {}, {"count": 1.0}),
        "reversal": (False, True),
        "risks": ((), (e.AcceptedRisk(risk="r", accepted_by=" ", expires=now),)),
        "sha256": ("0" * 64, "../secret"),
        "size": (1, 0),
        "summary": words,
        "system": (None, "EES", "none"),
        "systems": ((), ("EES",), ("none",)),
        "task": tasks,
        "text": words,
        "title": words,
        "to": words,
        "until": (None, now + hour, now - hour),
        "url": (None, "https://desk.example/1", "javascript:1"),
        "value": words,
        "witness": (None, "Wendy"),
    }
