"""What no sequence of commands can bring about at a gate."""

from __future__ import annotations

from collections import defaultdict

from rehearsals.core import events as e
from tests.rehearsals.core.reading import Ledger, Reading
from tests.rehearsals.core.sequences import Play, for_any_play

GO = ("go", "go_with_conditions")


@for_any_play
def test_no_gate_is_passed_undecided(play: Play) -> None:
    """What starts or is left out behind a gate, even far behind it, finds the gate decided go."""
    reading = Reading(play)
    ledger = Ledger(reading)
    for fact in play.facts:
        if isinstance(fact.event, e.TaskStarted | e.TaskSkipped):
            assert reading.gates_before(fact.event.task) <= ledger.passed
        ledger.take([fact])


@for_any_play
def test_no_go_is_withdrawn_under_what_has_begun(play: Play) -> None:
    """Nothing behind a gate, near or far, has begun or been skipped when its go is taken back."""
    reading = Reading(play)
    ledger = Ledger(reading)
    for fact in play.facts:
        if isinstance(fact.event, e.GateWithdrawn):
            assert fact.event.gate in ledger.passed
            for task in ledger.touched:
                end = "finish" if task in ledger.settled else "start"
                assert fact.event.gate not in reading.gates_before(task, end)
        ledger.take([fact])


@for_any_play
def test_no_go_is_withdrawn_that_moved_an_outage(play: Play) -> None:
    """What the go itself has opened or closed cannot be taken back with it."""
    moved: dict[str, bool] = {}
    for ask in play.asks:
        events = [fact.event for fact in ask.facts]
        for event in events:
            if isinstance(event, e.GateDecided):
                kinds = e.OutageOpened | e.OutageClosed
                moved[event.gate] = any(isinstance(other, kinds) for other in events)
            if isinstance(event, e.GateWithdrawn):
                assert not moved[event.gate]


@for_any_play
def test_a_gate_is_decided_only_while_its_meeting_sits(play: Play) -> None:
    """Votes and decisions fall after it began, and not while a go stands."""
    reading = Reading(play)
    ledger = Ledger(reading)
    for fact in play.facts:
        if isinstance(fact.event, e.GateDecided | e.VoteCast):
            meeting = reading.runbook.gate_by_id[fact.event.gate].meeting
            assert meeting in ledger.touched - set(ledger.settled)
        ledger.take([fact])


@for_any_play
def test_a_meeting_is_finished_by_a_decision_alone(play: Play) -> None:
    """A go finishes the meeting, in one command; nothing else ends it, and no other decision."""
    reading = Reading(play)
    for ask in play.asks:
        events = [fact.event for fact in ask.facts]
        gone = {x.gate for x in events if isinstance(x, e.GateDecided) and x.outcome in GO}
        ended = {
            reading.gates[x.task].id
            for x in events
            if isinstance(x, e.TaskFinished | e.TaskFailed | e.TaskSkipped | e.TaskOutcomeUnknown)
            and x.task in reading.gates
        }
        assert gone == ended


@for_any_play
def test_a_go_rests_on_evidence(play: Play) -> None:
    """A go finds all blocking criteria met; a conditional one, all shown, and has conditions."""
    reading = Reading(play)
    met: dict[tuple[str, str], bool] = {}
    for fact in play.facts:
        match fact.event:
            case e.EvidenceRecorded() as shown:
                met[shown.gate, shown.criterion] = shown.met
            case e.GateDecided(outcome="go", gate=gate):
                assert all(met.get(key) for key in _blocking(reading, gate))
            case e.GateDecided(outcome="go_with_conditions", gate=gate) as decided:
                assert decided.conditions
                assert _blocking(reading, gate) <= set(met)
            case _:
                pass


@for_any_play
def test_every_word_at_a_gate_has_a_reason_and_the_right_speaker(play: Play) -> None:
    """Decisions, votes and withdrawals are reasoned, and are those of the gate's own deciders.

    A meeting of many may be put off by the party that runs it.
    """
    reading = Reading(play)
    for fact in play.facts:
        match fact.event:
            case e.GateDecided() | e.GateWithdrawn() as said:
                speakers, deferred = said.decided_by.split(", "), said_later(said)
            case e.VoteCast() as said:
                speakers, deferred = [said.member], False
            case _:
                continue
        gate = reading.runbook.gate_by_id[said.gate]
        chair = {reading.tasks[gate.meeting].party} if deferred else set()
        assert said.reason.strip()
        assert set(speakers) <= reading.voters(gate) | chair


@for_any_play
def test_a_go_of_many_rests_on_votes_since_the_last_other_decision(play: Play) -> None:
    """Under `all_of` every member, under `quorum` enough of them, say go anew after each no."""
    reading = Reading(play)
    votes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for fact in play.facts:
        match fact.event:
            case e.VoteCast() as cast:
                votes[cast.gate][cast.member] = cast.vote
            case e.GateDecided(outcome="go", gate=key):
                gate = reading.runbook.gate_by_id[key]
                said_go = {member for member, vote in votes[key].items() if vote == "go"}
                if gate.rule == "all_of":
                    assert said_go == reading.voters(gate)
                if gate.rule == "quorum":
                    assert len(said_go & reading.voters(gate)) >= (gate.quorum or 0)
            case e.GateDecided(gate=key) | e.GateWithdrawn(gate=key):
                votes[key].clear()
            case _:
                pass


@for_any_play
def test_enough_votes_decide_at_once(play: Play) -> None:
    """A gate of many is never left undecided with votes enough for a go, or against one."""
    reading = Reading(play)
    for gate in reading.gates.values():
        record = play.state.gate(gate.id)
        if gate.rule != "decider" and not record.passed:
            words = [vote.vote for vote in record.votes.values()]
            many = len(reading.voters(gate))
            needed = many if gate.rule == "all_of" else gate.quorum or many
            assert words.count("go") < needed
            assert many - words.count("no_go") >= needed


def said_later(event: e.GateDecided | e.GateWithdrawn) -> bool:
    """Whether a decision is a deferral."""
    return isinstance(event, e.GateDecided) and event.outcome == "deferred"


def _blocking(reading: Reading, gate: str) -> set[tuple[str, str]]:
    criteria = reading.runbook.gate_by_id[gate].criteria
    return {(gate, criterion.id) for criterion in criteria if criterion.blocking}
