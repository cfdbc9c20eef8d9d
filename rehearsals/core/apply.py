"""How a fact changes the state of a run. Pure at its border: the draft inside is never shared.

`apply(state, fact)` copies the maps of a state once; `fold_onto` applies many facts to one draft,
which keeps the fold of a long journal linear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rehearsals.core import events as e
from rehearsals.core.apply_gates import take_gate_event
from rehearsals.core.apply_tasks import take_task_event
from rehearsals.core.draft import Draft
from rehearsals.core.index import index_runbook
from rehearsals.core.state import (
    Note,
    OutageRecord,
    RunState,
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


def _take(draft: Draft, fact: e.Fact) -> None:
    event, at = fact.event, fact.at
    match event:
        case e.EvidenceRecorded() | e.VoteCast() | e.GateDecided() | e.GateWithdrawn():
            take_gate_event(draft, event, fact)
        case e.NoteAdded():
            note = Note(text=event.text, at=at, by=fact.actor, task=event.task, gate=event.gate)
            draft.notes.append(note)
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
            take_task_event(draft, event, fact)
