"""Simulated decision meetings: what they wait for, and that they wait for no more than that."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.decide import decide
from rehearsals.participants.draws import Draws
from rehearsals.participants.intents import Intent
from rehearsals.participants.meetings import EVIDENCE_AFTER, meeting_intents
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at

#: With this seed nobody puts the decision off at the first go.
SEED = 1
#: With this one the decider does.
DEFERRING = 10
DONE = {"id": "DONE", "owner": "si", "check": {"tasks_done": {"tasks": ["M"]}}}
ALIVE = {"id": "ALIVE", "owner": "si", "check": {"http": {"url": "https://ees.example"}}}
IN = {
    "id": "IN",
    "owner": "si",
    "check": {"returns_complete": {"kinds": ["declaration"], "parties": ["si"]}},
}


def a_meeting(*, mode: str = "simulation", **gate: Any) -> Trial:
    """A run in which the meeting of gate G1 has just begun."""
    runbook = a_runbook(a_task("M"), a_task("B", "M"), gates=[a_gate("G1", "M", **gate)])
    trial = Trial(runbook, mode=mode, seed=SEED)
    trial.start(0, "M")
    return trial


def intents(trial: Trial, *, seed: int = SEED) -> list[Intent]:
    """What the people around the meeting mean to do."""
    gate = trial.state.runbook.gate_by_id["G1"]
    return list(meeting_intents(trial.state, gate, Draws(seed=seed, run="DR1")))


def kinds(trial: Trial) -> list[type[Any]]:
    """What kinds of things they mean to do."""
    return [type(intent.command) for intent in intents(trial)]


def play(trial: Trial, *, seed: int = SEED) -> None:
    """Let them do one thing after the other, the earliest first, until there is a go."""
    while not trial.state.task("M").settled:
        first = min(intents(trial, seed=seed), key=lambda intent: intent.at)
        answer = decide(trial.state, first.command, first.at)
        assert not isinstance(answer, c.Refusal), str(answer)
        trial.take(answer)


def test_nobody_decides_before_evidence_advice_and_findings() -> None:
    """They bring them first; the decision is not even planned until all is there."""
    trial = a_meeting(advised_by=["ldsos"], criteria=[{"id": "READY", "owner": "si"}, ALIVE])

    assert kinds(trial) == [c.RecordEvidence, c.RecordCheck, c.Recommend, c.Recommend]


def test_a_meeting_ends_in_a_decision() -> None:
    """Advice comes some minutes into it, and the decision after it."""
    trial = a_meeting(advised_by=["recco"], criteria=[ALIVE, IN])

    play(trial)

    record = trial.state.gate("G1")
    assert record.passed
    advised = [f for f in trial.facts if isinstance(f.event, e.RecommendationMade)]
    assert at(1) <= advised[0].at <= at(8)
    assert record.decisions[-1].at >= advised[-1].at


def test_what_a_simulation_cannot_ask_is_found_to_be_well() -> None:
    """Returns and addresses; the finding says that it is simulated."""
    trial = a_meeting(criteria=[ALIVE, IN])

    play(trial)

    checks = trial.state.gate("G1").checks
    assert {key: check.met for key, check in checks.items()} == {"ALIVE": True, "IN": True}
    assert checks["IN"].value.startswith("Simulated: ")
    assert checks["IN"].at == at(0) + EVIDENCE_AFTER


def test_outside_a_simulation_nothing_is_found_by_people() -> None:
    """There the engine asks for real."""
    assert kinds(a_meeting(mode="rehearsal", criteria=[ALIVE])) == []


def test_what_the_engine_checks_is_waited_for() -> None:
    """Nobody decides, and nobody answers for the machine; with its finding they go on."""
    trial = a_meeting(criteria=[DONE])
    assert intents(trial) == []

    found = {"gate": "G1", "criterion": "DONE", "value": "M is done", "digest": "0" * 64}
    trial.ask(2, c.RecordCheck, **found, met=True)

    assert kinds(trial) == [c.DecideGate]


def test_what_is_not_met_becomes_a_condition_of_a_simulated_go() -> None:
    """With the criterion's owner, and a day to work it off."""
    trial = a_meeting(criteria=[DONE])
    found = {"gate": "G1", "criterion": "DONE", "value": "A is not done", "digest": "0" * 64}
    trial.ask(2, c.RecordCheck, **found, met=False)

    play(trial)

    assert trial.state.gate("G1").outcome == "go_with_conditions"
    (item,) = trial.state.items.values()
    assert item.owner == "si"


def test_advisers_are_heard_again_after_a_deferral() -> None:
    """The new sitting is advised and decided when it is taken up again."""
    trial = a_meeting(advised_by=["recco"], criteria=[])

    play(trial, seed=DEFERRING)

    first, second = trial.state.gate("G1").decisions
    assert isinstance(first.what, e.GateDecided)
    assert first.what.until is not None
    assert second.at > first.what.until


def test_a_no_go_of_somebody_is_left_to_real_people() -> None:
    """Simulated people do not overrule it."""
    trial = a_meeting()
    trial.decide(3, "G1", "no_go")

    assert intents(trial) == []


def test_the_same_draws_give_the_same_meeting() -> None:
    """Whatever the order in which things are asked for."""
    one, other = a_meeting(advised_by=["ldsos"]), a_meeting(advised_by=["ldsos"])
    play(one)
    intents(other)
    play(other)

    assert [(f.event, f.at) for f in one.facts] == [(f.event, f.at) for f in other.facts]
