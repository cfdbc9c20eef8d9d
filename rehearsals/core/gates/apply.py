"""How a fact about a gate changes the draft of a state."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.gates.apply_items import ItemEvent, drop_items, open_items, take_item_event
from rehearsals.core.state import (
    Attempt,
    CheckResult,
    ClearedVotes,
    Decision,
    Evidence,
    GateRecord,
    Recommendation,
    ToSign,
    Vote,
)


def take_gate_event(draft: Draft, event: e.GateEvent, fact: e.Fact) -> None:
    """Change the draft by one event at a gate, or about what a gate's decision left open."""
    if isinstance(event, ItemEvent):
        take_item_event(draft, event, fact)
        return
    gate = draft.gate(event.gate)
    match event:
        case e.EvidenceRecorded() | e.CheckRecorded() | e.RecommendationMade():
            draft.gates[event.gate] = _shown(gate, event, fact)
        case e.VoteCast():
            vote = Vote(vote=event.vote, reason=event.reason, at=fact.at)
            votes = {**gate.votes, event.member: vote}
            record = replace(gate, votes=votes, cleared=None)
            draft.gates[event.gate] = _with_word(record, event.member, fact)
        case e.VoteTakenBack():
            draft.gates[event.gate] = _restored(gate, event)
        case e.GateDecided():
            open_items(draft, event, fact, len(gate.decisions) + 1)
            draft.gates[event.gate] = _decided(gate, event, fact)
        case e.GateWithdrawn():
            drop_items(draft, event, fact)
            draft.gates[event.gate] = _decided(gate, event, fact)
            _reopened_meeting(draft, event.gate, fact)
        case e.Countersigned():
            waiting = tuple(one for one in gate.to_sign if one.party != event.party)
            draft.gates[event.gate] = replace(gate, to_sign=waiting)
        case e.GateReevaluated():
            draft.gates[event.gate] = _reevaluated(gate, event)
        case _:
            assert_never(event)


def _shown(
    gate: GateRecord,
    event: e.EvidenceRecorded | e.CheckRecorded | e.RecommendationMade,
    fact: e.Fact,
) -> GateRecord:
    at, by = fact.at, fact.on_behalf_of or fact.actor
    match event:
        case e.EvidenceRecorded():
            evidence = Evidence(
                met=event.met, evidence=event.evidence, at=at, by=by, entered_by=fact.actor
            )
            return replace(gate, evidence={**gate.evidence, event.criterion: evidence})
        case e.CheckRecorded():
            found = CheckResult(
                met=event.met,
                value=event.value,
                digest=event.digest,
                at=at,
                by=by,
                looked=event.looked,
            )
            return replace(gate, checks={**gate.checks, event.criterion: found})
        case e.RecommendationMade():
            word = Recommendation(advice=event.advice, reason=event.reason, at=at, by=by)
            return replace(gate, recommendations={**gate.recommendations, event.adviser: word})
        case _:
            assert_never(event)


def _decided(gate: GateRecord, event: e.GateDecided | e.GateWithdrawn, fact: e.Fact) -> GateRecord:
    decision = Decision(what=event, at=fact.at, by=fact.actor)
    record = replace(gate, decisions=(*gate.decisions, decision), look_again="")
    record = _with_word(record, event.decided_by, fact)
    # Silence is never a go: what is decided again is voted and advised on again, by everybody.
    if record.passed:
        return record
    no_go = isinstance(event, e.GateDecided) and event.outcome == "no_go"
    kept = ClearedVotes(votes=gate.votes, recommendations=gate.recommendations)
    cleared = kept if no_go and gate.votes else None
    return replace(record, votes={}, recommendations={}, cleared=cleared)


def _restored(gate: GateRecord, event: e.VoteTakenBack) -> GateRecord:
    """As before the mistaken vote: the others' words count, the decision does not."""
    if gate.cleared is None or not gate.decisions:
        return gate
    wrong = gate.decisions[-1]
    return replace(
        gate,
        votes={who: vote for who, vote in gate.cleared.votes.items() if who != event.member},
        recommendations={**gate.cleared.recommendations, **gate.recommendations},
        decisions=(*gate.decisions[:-1], replace(wrong, taken_back=True)),
        to_sign=tuple(
            one for one in gate.to_sign if (one.party, one.at) != (event.member, wrong.at)
        ),
        cleared=None,
    )


def _with_word(gate: GateRecord, party: str, fact: e.Fact) -> GateRecord:
    """Spoken words wait for the party's signature."""
    event = fact.event
    if not isinstance(event, e.VoteCast | e.GateDecided | e.GateWithdrawn) or event.spoken is None:
        return gate
    waiting = ToSign(party=party, spoken=event.spoken, at=fact.at, entered_by=fact.actor)
    return replace(gate, to_sign=(*gate.to_sign, waiting))


def _reevaluated(gate: GateRecord, event: e.GateReevaluated) -> GateRecord:
    """The words of a party that left count no more, unless the gate was passed with them."""
    if gate.passed:
        place = f"{event.replaced_by} has its place" if event.replaced_by else "nobody stands in"
        words = f"{event.party} has left the run; {place}."
        return replace(gate, look_again=words) if event.had_passed else gate
    return replace(
        gate,
        cleared=None,
        votes={key: vote for key, vote in gate.votes.items() if key != event.party},
        recommendations={
            key: word for key, word in gate.recommendations.items() if key != event.party
        },
    )


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
