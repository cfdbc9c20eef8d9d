"""Roll-calls: who was asked whether they are there, and who is. The newest call is the one open."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.speakers import advisers, deciders
from rehearsals.core.presence import check_there
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from rehearsals.core.tasks.copies import copies_of
from runbooks.gates import Gate

Answer = tuple[e.Event, ...] | c.Refusal


def call_roll(state: RunState, command: c.CallRoll) -> Answer:
    """The event of asking parties whether they are there; none named: all with a part in the run.

    The answers of an earlier call count for that one alone.
    """
    if not command.title.strip():
        return refuse(
            "title-missing",
            "The roll-call has no title.",
            f"Say what it is for: `callboard roll-call call {state.run} TITLE`.",
        )
    for party in command.parties:
        if refusal := check_there(state, party):
            return refusal
    parties = tuple(dict.fromkeys(command.parties)) or taking_part(state)
    call = len(state.roll_calls) + 1
    return (e.RollCalled(call=call, title=command.title.strip(), parties=parties),)


def answer_roll(state: RunState, command: c.AnswerRoll) -> Answer:
    """The event of a party's answer to the newest roll-call; it may answer again."""
    if not state.roll_calls:
        return refuse(
            "no-roll-call",
            f"Nobody has called the roll in run {state.run}.",
            f"Call it with `callboard roll-call call {state.run} TITLE`.",
        )
    if refusal := check_there(state, command.party):
        return refusal
    newest = state.roll_calls[-1]
    if command.party not in newest.parties:
        return refuse(
            "not-called",
            f"{command.party} was not called: {newest.title}.",
            f"Called are: {', '.join(newest.parties)}.",
        )
    return (
        e.RollAnswered(
            call=newest.number,
            party=command.party,
            present=command.present,
            note=command.note.strip(),
        ),
    )


def of_gate(state: RunState, gate: Gate) -> tuple[str, ...]:
    """The parties that decide, vote, advise and meet at a gate and have not left."""
    meeting = state.index.tasks[gate.meeting]
    there = state.runbook.members_of((state.owner(meeting.id), *meeting.with_))
    asked = {*deciders(state, gate), *advisers(state, gate), *there}
    return tuple(party for party in state.runbook.parties if party in asked - state.left.keys())


def taking_part(state: RunState) -> tuple[str, ...]:
    """The parties with a part in the run that have not left, in order of the runbook.

    They own, confirm or attend a task, or decide, vote or advise at a gate that is not given up.
    """
    busy: set[str] = set()
    for gate in state.index.meeting_of.values():
        if gate.meeting not in state.given_up:
            busy.update((*deciders(state, gate), *advisers(state, gate)))
    for task in state.index.tasks.values():
        if task.id not in state.given_up:
            busy.update((state.owner(task.id), *copies_of(state, task.id)))
            for name in task.with_:
                busy.update(state.runbook.groups.get(name, (name,)))
    return tuple(party for party in state.runbook.parties if party in busy - state.left.keys())
