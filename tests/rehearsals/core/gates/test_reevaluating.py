"""A party leaves or is replaced: its gates are looked at again, and nothing passes by itself."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.reevaluating import reevaluated
from rehearsals.core.gates.speakers import deciders
from rehearsals.core.presence import standing_in
from rehearsals.testing import Trial, at
from tests.rehearsals.core.gates.gated import a_gated_trial, accepted, advise, code

FULL_HOUSE = {"rule": "all_of", "decider": None, "members": ["ldsos"], "criteria": []}


def leave(
    trial: Trial, minutes: float, party: str, replaced_by: str | None = None
) -> tuple[e.GateReevaluated, ...]:
    """A party drops out: what that means at its gates, already applied."""
    left = e.PartyLeft(party=party, replaced_by=replaced_by, reason="insolvent")
    events = reevaluated(trial.state, party, replaced_by)
    happened: tuple[e.Event, ...] = (left, *events)
    trial.take(
        [
            e.Fact(
                event=event,
                at=at(minutes),
                recorded_at=at(minutes),
                actor="ann",
                channel="test",
                command=f"leave-{minutes}",
            )
            for event in happened
        ]
    )
    return events


def test_a_replaced_member_is_asked_in_its_place() -> None:
    """The vote of the party that left counts no more; its replacement is missing by name."""
    trial = a_gated_trial(**FULL_HOUSE)
    trial.decide(1, "G1", by="north")

    (event,) = leave(trial, 2, "north", "recco")

    assert event.missing == ("recco", "south")
    assert code(trial.decide(3, "G1", by="north")) == "not-the-decider"
    trial.decide(3, "G1", by="south")
    assert not trial.state.gate("G1").passed
    trial.decide(4, "G1", by="recco")
    assert trial.state.gate("G1").passed


def test_nothing_is_decided_by_a_party_that_leaves() -> None:
    """All who are left have said go, and yet somebody must say it again."""
    trial = a_gated_trial(**FULL_HOUSE)
    trial.decide(1, "G1", by="north")

    (event,) = leave(trial, 2, "south")

    assert event.missing == ()
    assert trial.state.gate("G1").outcome == "undecided"
    trial.decide(3, "G1", by="north")
    assert trial.state.gate("G1").passed


def test_a_gate_without_its_decider_cannot_be_decided() -> None:
    """The refusal says to replace the party; its replacement then decides."""
    trial = a_gated_trial(criteria=[])
    leave(trial, 1, "sro")

    answer = trial.decide(2, "G1")
    assert code(answer) == "decider-left"
    assert "replaces" in str(answer)

    (event,) = leave(trial, 3, "sro", "recco")
    assert event.missing == ("recco",)
    assert code(trial.decide(4, "G1", by="recco")) == "accepted"


def test_a_quorum_that_cannot_be_reached_takes_no_go() -> None:
    """Too few members are left; they can still say no."""
    members = {"rule": "quorum", "decider": None, "members": ["ldsos"], "quorum": 2}
    trial = a_gated_trial(**members, criteria=[])
    leave(trial, 1, "north")

    assert code(trial.decide(2, "G1", by="south")) == "quorum-out-of-reach"
    assert code(trial.decide(2, "G1", "no_go", by="south")) == "accepted"


def test_places_are_handed_on_more_than_once() -> None:
    """Who replaced a party may be replaced; two places of one party are one."""
    trial = a_gated_trial(**FULL_HOUSE)
    leave(trial, 1, "north", "recco")
    leave(trial, 2, "recco", "south")

    assert standing_in(trial.state, "north") == "south"
    assert deciders(trial.state, trial.state.runbook.gate_by_id["G1"]) == ("south",)


def test_an_adviser_that_left_is_not_waited_for() -> None:
    """One that was replaced speaks anew, by its replacement."""
    trial = a_gated_trial(criteria=[], advised_by=["ldsos"])
    advise(trial, 1, "north")
    leave(trial, 2, "north", "recco")
    leave(trial, 2, "south")

    answer = trial.decide(3, "G1")
    assert code(answer) == "advice-missing"
    assert "recco" in str(answer)
    advise(trial, 4, "recco")
    assert code(trial.decide(5, "G1")) == "accepted"


def test_a_go_that_rested_on_the_party_is_looked_at_again() -> None:
    """It stays in force, and a decider who has the place confirms it, without another meeting."""
    trial = a_gated_trial(criteria=[])
    trial.decide(1, "G1")
    finished = trial.state.task("M")

    (event,) = leave(trial, 2, "sro", "recco")

    assert event.had_passed
    record = trial.state.gate("G1")
    assert record.passed
    assert "sro has left" in record.look_again
    accepted(trial.decide(3, "G1", by="recco", reason="I stand by it"))
    assert trial.state.gate("G1").look_again == ""
    assert trial.state.task("M") == finished
    assert code(trial.decide(4, "G1", by="recco")) == "already-decided"


def test_a_full_house_is_confirmed_by_the_member_that_is_new() -> None:
    """The words of the others still count."""
    trial = a_gated_trial(**FULL_HOUSE)
    trial.decide(1, "G1", by="north")
    trial.decide(1, "G1", by="south")

    (event,) = leave(trial, 2, "north", "recco")

    assert event.missing == ("recco",)
    trial.decide(3, "G1", by="south")
    assert trial.state.gate("G1").look_again
    trial.decide(4, "G1", by="recco")
    assert trial.state.gate("G1").look_again == ""


def test_a_go_to_look_at_again_may_be_withdrawn() -> None:
    """The meeting sits again, and nothing is left to confirm."""
    trial = a_gated_trial(criteria=[])
    trial.decide(1, "G1")
    leave(trial, 2, "sro", "recco")
    assert code(trial.decide(3, "G1", "no_go", by="recco")) == "already-decided"

    accepted(trial.ask(3, c.WithdrawGo, gate="G1", decided_by="recco", reason="not with us"))

    assert trial.state.gate("G1").look_again == ""
    assert trial.state.task("M").progress == "running"


def test_a_go_without_the_partys_word_stands() -> None:
    """An adviser's word is not the decider's: nothing has to be looked at again."""
    trial = a_gated_trial(criteria=[], advised_by=["recco"])
    advise(trial, 1, "recco")
    trial.decide(2, "G1")

    (event,) = leave(trial, 3, "recco")

    assert not event.had_passed
    assert trial.state.gate("G1").look_again == ""


def test_a_party_without_a_say_concerns_no_gate() -> None:
    """Nothing is re-evaluated for it."""
    assert leave(a_gated_trial(), 1, "north") == ()
