"""What no night can bring about with spoken words, open items and own evidence at a gate."""

from __future__ import annotations

from rehearsals.core import events as e
from rehearsals.core.events import Fact
from rehearsals.core.night.state import Item
from tests.rehearsals.core.nights import Night, for_any_night

GO = ("go", "go_with_conditions")


@for_any_night
def test_every_condition_and_risk_becomes_an_item(night: Night) -> None:
    """Under a name of its own, and it is there for good."""
    owed = [
        len(fact.event.conditions) + len(fact.event.risks)
        for fact in night.facts
        if isinstance(fact.event, e.GateDecided)
    ]
    assert sum(owed) == len(_of_gates(night))


@for_any_night
def test_nothing_is_owed_under_a_go_that_was_withdrawn(night: Night) -> None:
    """What stands open at a gate belongs to the go that counts."""
    for item in _of_gates(night):
        if item.closed_at is None:
            assert item.gate is not None
            assert night.state.gate(item.gate).passed


@for_any_night
def test_spoken_words_wait_until_they_are_signed(night: Night) -> None:
    """Every one that was entered since the last signature, and none besides."""
    waiting: list[tuple[str, str, str]] = []
    for fact in night.facts:
        match fact.event:
            case e.Countersigned(gate=gate, party=party):
                assert any(one[:2] == (gate, party) for one in waiting)
                waiting = [one for one in waiting if one[:2] != (gate, party)]
            case e.GateDecided() | e.GateWithdrawn() as said if said.spoken:
                waiting.append((said.gate, said.decided_by, fact.actor))
            case e.VoteCast() as said if said.spoken:
                waiting.append((said.gate, said.member, fact.actor))
            case _:
                pass
    left = [
        (gate, word.party, word.entered_by)
        for gate, record in night.state.gates.items()
        for word in record.to_sign
    ]
    assert sorted(left) == sorted(waiting)


@for_any_night
def test_a_word_of_somebody_else_has_a_witness(night: Night) -> None:
    """Who said it, who heard it and who entered it are three."""
    for fact in night.facts:
        if isinstance(fact.event, e.VoteCast | e.GateDecided | e.GateWithdrawn):
            spoken = fact.event.spoken
            if spoken is not None:
                assert len({spoken.said_by, spoken.witness, fact.actor}) == 3
            elif not isinstance(fact.event, e.GateDecided):
                assert fact.on_behalf_of is None


@for_any_night
def test_nobody_decides_on_own_evidence_in_a_live_run(night: Night) -> None:
    """The voice of a go or a no-go is not that of what blocking criteria rest on."""
    for ask in night.asks:
        for fact in ask.facts:
            decided = fact.event
            if isinstance(decided, e.GateDecided) and decided.outcome != "deferred":
                gate = ask.before.runbook.gate_by_id[decided.gate]
                evidence = ask.before.gate(gate.id).evidence
                blocking = [one.id for one in gate.criteria if one.blocking and one.id in evidence]
                own = [key for key in blocking if evidence[key].by == _voice(fact)]
                assert not own or night.state.mode != "live"


@for_any_night
def test_conditions_belong_to_conditional_goes(night: Night) -> None:
    """All have an owner and a day to come; risks are accepted with a go, until a time to come."""
    for fact in night.facts:
        if isinstance(fact.event, e.GateDecided):
            decided = fact.event
            assert bool(decided.conditions) == (decided.outcome == "go_with_conditions")
            assert not decided.risks or decided.outcome in GO
            for condition in decided.conditions:
                assert condition.owner.strip()
                assert condition.due is not None
                assert condition.due > fact.at
            assert all(risk.expires > fact.at for risk in decided.risks)


def _of_gates(night: Night) -> list[Item]:
    return [item for item in night.state.items.values() if item.gate and item.kind != "lesson"]


def _voice(fact: Fact) -> str:
    return fact.on_behalf_of or fact.actor
