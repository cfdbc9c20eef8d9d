"""How a fact changes the state of a run. Pure at its border: the draft inside is never shared.

`apply(state, fact)` copies the maps of a state once; `fold_onto` applies many facts to one draft,
which keeps the fold of a long journal linear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.index import index_runbook
from rehearsals.core.state import (
    Attempt,
    Confirmation,
    Decision,
    Evidence,
    Note,
    OutageRecord,
    RunState,
    Vote,
)
from runbooks.errors import JournalError
from runbooks.writer import from_data


def apply(state: RunState, fact: e.Fact) -> RunState:
    """The state after one more fact; the given state stays as it was."""
    return fold_onto(state, (fact,))


def fold(facts: Iterable[e.Fact]) -> RunState:
    """The state that the facts of a run amount to; raises JournalError if none opens the run."""
    remaining = iter(facts)
    first = next(remaining, None)
    if first is None or not isinstance(first.event, e.RunOpened):
        raise JournalError(
            "The journal of a run must begin with RunOpened.",
            hint="Check it with `callboard verify`.",
        )
    return fold_onto(_opened(first, first.event), remaining)


def fold_onto(state: RunState, facts: Iterable[e.Fact]) -> RunState:
    """The state after some more facts."""
    draft = Draft(state)
    for fact in facts:
        _take(draft, fact)
        draft.seq += 1
        draft.last_at = fact.at
    return draft.frozen()


def _opened(fact: e.Fact, event: e.RunOpened) -> RunState:
    runbook = from_data(event.runbook)
    return RunState(
        run=event.run,
        mode=event.mode,
        runbook=runbook,
        index=index_runbook(runbook, event.scope),
        opened_at=fact.at,
        clock=event.clock,
        seed=event.seed,
        anchor=event.anchor,
        outages={key: OutageRecord(opened_at=fact.at) for key in event.open_outages},
        attendance=event.attendance,
        seq=1,
        last_at=fact.at,
    )


def _take(draft: Draft, fact: e.Fact) -> None:  # noqa: C901, PLR0912 - one flat case per event
    event, at = fact.event, fact.at
    match event:
        case e.TaskStarted():
            _started(draft, event, fact)
        case e.CopyConfirmed():
            record = draft.task(event.task)
            copy = Confirmation(at=at, results=event.results)
            draft.tasks[event.task] = replace(
                record, confirmations={**record.confirmations, event.party: copy}
            )
        case e.TaskFinished():
            _settled(draft, event, at)
        case e.TaskFailed():
            _ended(draft, event, at, event.reason)
        case e.TaskOutcomeUnknown():
            _ended(draft, event, at, "")
        case e.TaskSkipped():
            record = draft.task(event.task)
            draft.tasks[event.task] = replace(
                record, progress="skipped", settled_at=at, skip_reason=event.reason
            )
            draft.settled_count += 1
        case e.TaskHeld():
            draft.tasks[event.task] = replace(draft.task(event.task), held=event.reason)
        case e.TaskReleased():
            draft.tasks[event.task] = replace(draft.task(event.task), held=None)
        case e.NoteAdded():
            note = Note(text=event.text, at=at, by=fact.actor, task=event.task, gate=event.gate)
            draft.notes.append(note)
        case e.EvidenceRecorded():
            gate = draft.gate(event.gate)
            shown = Evidence(met=event.met, evidence=event.evidence, at=at, by=fact.actor)
            draft.gates[event.gate] = replace(
                gate, evidence={**gate.evidence, event.criterion: shown}
            )
        case e.VoteCast():
            gate = draft.gate(event.gate)
            vote = Vote(vote=event.vote, reason=event.reason, at=at)
            draft.gates[event.gate] = replace(gate, votes={**gate.votes, event.member: vote})
        case e.GateDecided():
            _decided(draft, event, fact)
        case e.GateWithdrawn():
            _decided(draft, event, fact)
            _reopened_meeting(draft, event.gate)
        case e.OutageOpened():
            draft.outages[event.outage] = OutageRecord(opened_at=at)
        case e.OutageClosed():
            draft.outages[event.outage] = replace(draft.outages[event.outage], closed_at=at)
        case e.AttendanceRecorded():
            draft.attendance[event.party] = event.attendance
        case e.RunClosed():
            draft.close(event, at)
        case e.RunOpened():
            raise JournalError(f"Run {event.run} is opened twice in its journal.")
        case _:
            assert_never(event)


def _started(draft: Draft, event: e.TaskStarted, fact: e.Fact) -> None:
    record = draft.task(event.task)
    attempt = Attempt(number=event.attempt, started_at=fact.at, started_by=fact.actor)
    draft.tasks[event.task] = replace(
        record, progress="running", attempts=(*record.attempts, attempt)
    )


def _settled(draft: Draft, event: e.TaskFinished, at: datetime) -> None:
    record = draft.task(event.task)
    last = replace(record.attempts[-1], ended_at=at, outcome="done")
    draft.tasks[event.task] = replace(
        record,
        progress="done",
        attempts=(*record.attempts[:-1], last),
        results=event.results,
        settled_at=at,
    )
    draft.settled_count += 1


def _ended(
    draft: Draft, event: e.TaskFailed | e.TaskOutcomeUnknown, at: datetime, reason: str
) -> None:
    record = draft.task(event.task)
    outcome: e.EndedBadly = "failed" if isinstance(event, e.TaskFailed) else "unknown"
    last = replace(record.attempts[-1], ended_at=at, outcome=outcome, reason=reason)
    draft.tasks[event.task] = replace(
        record, progress=outcome, attempts=(*record.attempts[:-1], last)
    )


def _decided(draft: Draft, event: e.GateDecided | e.GateWithdrawn, fact: e.Fact) -> None:
    gate = draft.gate(event.gate)
    decision = Decision(what=event, at=fact.at, by=fact.actor)
    draft.gates[event.gate] = replace(gate, decisions=(*gate.decisions, decision))


def _reopened_meeting(draft: Draft, gate_id: str) -> None:
    """After a withdrawn go the meeting sits again, and every vote is asked for anew."""
    draft.gates[gate_id] = replace(draft.gate(gate_id), votes={})
    meeting = draft.runbook.gate_by_id[gate_id].meeting
    record = draft.task(meeting)
    last = replace(record.attempts[-1], ended_at=None, outcome="running")
    draft.tasks[meeting] = replace(
        record, progress="running", attempts=(*record.attempts[:-1], last), settled_at=None
    )
    draft.settled_count -= 1
