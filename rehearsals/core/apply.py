"""How a fact changes the state of a run. Pure at its border: the draft inside is never shared.

`apply(state, fact)` copies the maps of a state once; `fold_onto` applies many facts to one draft,
which keeps the fold of a long journal linear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.gates.apply import take_gate_event
from rehearsals.core.index import index_runbook
from rehearsals.core.night.apply import take_control_event
from rehearsals.core.night.state import AttachedFile, Item
from rehearsals.core.plan.apply import take_plan_event
from rehearsals.core.state import Note, OutageRecord, RunState, first_communications
from rehearsals.core.tasks.apply import take_task_event
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
        # What is entered late has happened before its neighbours in the journal.
        draft.last_at = max(draft.last_at or fact.at, fact.at)
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
        communications=event.communications or first_communications(event.mode),
        follows=event.follows,
        turn_back_at=event.turn_back_at,
        items={item.id: _carried(item, fact) for item in event.carried},
        seq=1,
        last_at=fact.at,
    )


def _carried(item: e.CarriedItem, fact: e.Fact) -> Item:
    return Item(
        id=item.id,
        kind=item.kind,
        text=item.text,
        owner=item.owner,
        opened_at=fact.at,
        due=item.due,
        carried_from=item.run,
    )


def _take(draft: Draft, fact: e.Fact) -> None:
    event = fact.event
    if isinstance(event, e.TaskEvent):
        take_task_event(draft, event, fact)
    elif isinstance(event, e.GateEvent):
        take_gate_event(draft, event, fact)
    elif isinstance(event, e.ControlEvent):
        take_control_event(draft, event, fact)
    elif isinstance(event, e.PlanEvent):
        take_plan_event(draft, event, fact)
    else:
        _take_run_event(draft, event, fact)


def _take_run_event(draft: Draft, event: e.RunEvent, fact: e.Fact) -> None:
    at = fact.at
    match event:
        case e.NoteAdded():
            _note(draft, event, fact)
        case e.FileAttached():
            _attached(draft, event, fact)
        case e.OutageOpened():
            draft.outages[event.outage] = OutageRecord(opened_at=at)
        case e.OutageClosed():
            draft.outages[event.outage] = replace(draft.outages[event.outage], closed_at=at)
        case e.AttendanceRecorded():
            draft.attendance[event.party] = event.attendance
        case e.RunClosed():
            draft.close(event, max(at, draft.last_at or at))
        case e.RunOpened():
            raise JournalError(f"Run {event.run} is opened twice in its journal.")
        case _:
            assert_never(event)


def _attached(draft: Draft, event: e.FileAttached, fact: e.Fact) -> None:
    attached = AttachedFile(
        name=event.name,
        sha256=event.sha256,
        size=event.size,
        media_type=event.media_type,
        at=fact.at,
        by=fact.on_behalf_of or fact.actor,
        task=event.task,
        gate=event.gate,
        text=event.text,
    )
    draft.attachments.append(attached)


def _note(draft: Draft, event: e.NoteAdded, fact: e.Fact) -> None:
    note = Note(
        text=event.text,
        at=fact.at,
        by=fact.actor,
        task=event.task,
        gate=event.gate,
        lesson=event.lesson,
    )
    draft.notes.append(note)
    if event.lesson:
        number = 1 + sum(item.id.startswith("L") for item in draft.items.values())
        lesson = Item(
            id=f"L{number}",
            kind="lesson",
            text=event.text,
            owner=fact.actor,
            opened_at=fact.at,
            gate=event.gate,
        )
        draft.items[lesson.id] = lesson
