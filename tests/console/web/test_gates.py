"""All gates of a run: in order, with what their decisions left open."""

from __future__ import annotations

from datetime import timedelta

from rehearsals.core import commands as c
from rehearsals.core.words import AcceptedRisk, Condition
from tests.console.web.place import Place


def _decided(place: Place, **terms: object) -> str:
    """A run whose gate is decided by a go with terms."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")
    place.done(run, c.CompleteTask, "ann", task="T1")
    place.done(run, c.StartTask, "bob", task="T2")
    place.done(run, c.RecordEvidence, "ann", gate="G1", criterion="READY", evidence="Seen.")
    fields = {"gate": "G1", "decided_by": "sro", "reason": "It is ready.", **terms}
    place.done(run, c.DecideGate, "bob", **{"outcome": "go", **fields})
    return run


def test_all_gates_stand_with_their_state_and_decision(place: Place) -> None:
    """A viewer reads when a gate was decided, by whom and why."""
    run = _decided(place)

    text = place.signed_in("vic").get(f"/runs/{run}/gates").text

    assert "G1 Go or no-go" in text
    assert "GO by SRO: It is ready." in text
    assert "1 of 1 met" in text


def test_what_is_owed_is_closed_by_whoever_owes_it(place: Place) -> None:
    """The owner of a condition closes it from the list of gates; a viewer is not offered to."""
    due = place.clock.now() + timedelta(hours=2)
    owed = Condition(item="Replay the log", owner="si", due=due)
    run = _decided(place, outcome="go_with_conditions", conditions=(owed,))
    ann = place.signed_in("ann")

    assert "Close it" not in place.signed_in("vic").get(f"/runs/{run}/gates").text
    answer = ann.send(
        ann.get(f"/runs/{run}/gates"), f"/runs/{run}/do/close-item", evidence="Replayed."
    )

    assert answer.status_code == 303
    assert place.house.look(run).state.items["G1-1-C1"].evidence == "Replayed."


def test_a_risk_is_accepted_for_longer_by_who_decides(place: Place) -> None:
    """The decider of the gate it came from extends an accepted risk."""
    expires = place.clock.now() + timedelta(hours=1)
    risk = AcceptedRisk(risk="No spare line", accepted_by="bob", expires=expires)
    run = _decided(place, risks=(risk,))
    bob = place.signed_in("bob")

    answer = bob.send(
        bob.get(f"/runs/{run}/gates"),
        f"/runs/{run}/do/extend-risk",
        expires="2026-01-12 18:00",
        reason="The line comes tonight.",
    )

    assert answer.status_code == 303
    due = place.house.look(run).state.items["G1-1-R1"].due
    assert due is not None
    assert due.hour == 18


def test_an_overdue_condition_says_so(place: Place) -> None:
    """What is past its date is told as overdue, with how long."""
    due = place.clock.now() + timedelta(minutes=5)
    owed = Condition(item="Replay the log", owner="si", due=due)
    run = _decided(place, outcome="go_with_conditions", conditions=(owed,))
    place.clock.pass_(45)

    assert "40 min overdue" in place.signed_in("vic").get(f"/runs/{run}/gates").text


def test_the_next_gate_stands_first_and_passed_ones_are_folded(place: Place) -> None:
    """Nobody scrolls past what is behind to read what comes."""
    ahead = place.signed_in("vic").get(f"/runs/{place.opened(run='DR2')}/gates").text
    behind = place.signed_in("vic").get(f"/runs/{_decided(place)}/gates").text

    assert "Gates ahead" in ahead
    assert "Gates that are behind" not in ahead
    assert "Gates ahead" not in behind
    assert '<details class="card card-flush" data-key="behind" open>' in behind
