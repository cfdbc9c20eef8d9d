"""How a fact about a gate changes the draft of a state."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.state import Attempt, Decision, Evidence, Vote


def take_gate_event(draft: Draft, event: e.GateEvent, fact: e.Fact) -> None:
    """Change the draft by one event at a gate."""
    gate = draft.gate(event.gate)
    match event:
        case e.EvidenceRecorded():
            shown = Evidence(met=event.met, evidence=event.evidence, at=fact.at, by=fact.actor)
            draft.gates[event.gate] = replace(
                gate, evidence={**gate.evidence, event.criterion: shown}
            )
        case e.VoteCast():
            vote = Vote(vote=event.vote, reason=event.reason, at=fact.at)
            draft.gates[event.gate] = replace(gate, votes={**gate.votes, event.member: vote})
        case e.GateDecided():
            _decided(draft, event, fact)
        case e.GateWithdrawn():
            _decided(draft, event, fact)
            _reopened_meeting(draft, event.gate, fact)
        case _:
            assert_never(event)


def _decided(draft: Draft, event: e.GateDecided | e.GateWithdrawn, fact: e.Fact) -> None:
    gate = draft.gate(event.gate)
    decision = Decision(what=event, at=fact.at, by=fact.actor)
    decided = replace(gate, decisions=(*gate.decisions, decision))
    # Silence is never a go: what is decided again is voted on again, by everybody.
    draft.gates[event.gate] = decided if decided.passed else replace(decided, votes={})


def _reopened_meeting(draft: Draft, gate_id: str, fact: e.Fact) -> None:
    """After a withdrawn go the meeting sits again; the time in between was no meeting."""
    meeting = draft.runbook.gate_by_id[gate_id].meeting
    record = draft.task(meeting)
    last = replace(record.attempts[-1], outcome="withdrawn")
    again = Attempt(number=last.number + 1, started_at=fact.at, started_by=fact.actor)
    draft.tasks[meeting] = replace(
        record,
        progress="running",
        attempts=(*record.attempts[:-1], last, again),
        settled_at=None,
    )
    draft.settled_count -= 1
