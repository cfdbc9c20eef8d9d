"""Spoken words at a gate: effective at once, with a witness, and signed for later."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from tests.rehearsals.core.gates.gated import Answer, a_gated_trial, accepted, code, spoken


def a_spoken_go(**opening: str) -> Trial:
    """A run whose G1 was passed by a word that Sam said, which ann entered."""
    trial = a_gated_trial(criteria=[], **opening)
    accepted(trial.decide(5, "G1", **spoken()))
    return trial


def sign(trial: Trial, minutes: float, by: str = "sam", **fields: object) -> Answer:
    """Sign for the word of the sro."""
    return trial.ask(minutes, c.Countersign, gate="G1", party="sro", actor=by, **fields)


def test_a_spoken_go_is_effective_at_once() -> None:
    """The meeting is over, and the word waits for its signature."""
    trial = a_spoken_go()

    record = trial.state.gate("G1")
    assert record.passed
    (waiting,) = record.to_sign
    assert (waiting.party, waiting.spoken.said_by, waiting.entered_by) == ("sro", "Sam", "ann")
    assert (waiting.spoken.witness, waiting.at) == ("Wendy", at(5))


def test_a_signature_settles_it() -> None:
    """After it nothing waits any more, and there is nothing more to sign."""
    trial = a_spoken_go()

    accepted(sign(trial, 60))

    assert trial.state.gate("G1").to_sign == ()
    assert code(sign(trial, 61)) == "nothing-to-sign"


def test_a_party_signs_for_all_its_words_at_once() -> None:
    """A no-go and the go after it are two words and one signature."""
    trial = a_gated_trial(criteria=[])
    trial.decide(5, "G1", "no_go", **spoken())
    trial.decide(9, "G1", **spoken())
    assert len(trial.state.gate("G1").to_sign) == 2

    sign(trial, 60)

    assert trial.state.gate("G1").to_sign == ()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param({"on_behalf_of": None}, "speaker-missing", id="nobody said it"),
        pytest.param({"on_behalf_of": "Ann "}, "speaker-missing", id="said by who enters it"),
        pytest.param({"witness": None}, "witness-missing", id="no witness"),
        pytest.param({"witness": "sam"}, "witness-missing", id="the speaker as witness"),
        pytest.param({"witness": "ann"}, "witness-missing", id="the scribe as witness"),
        pytest.param({"forum": None}, "forum-missing", id="said nowhere"),
    ],
)
def test_a_spoken_word_has_speaker_witness_and_forum(
    given: dict[str, str | None], refusal: str
) -> None:
    """Each of them is asked for by name."""
    trial = a_gated_trial(criteria=[])

    assert code(trial.decide(5, "G1", **{**spoken(), **given})) == refusal


def test_the_gates_own_forum_is_where_it_was_said() -> None:
    """If nothing else is said."""
    trial = a_gated_trial(criteria=[], forum="PSG")

    accepted(trial.decide(5, "G1", **spoken(forum=None)))

    last = trial.state.gate("G1").decisions[-1].what
    assert isinstance(last, e.GateDecided)
    assert last.forum == "PSG"


def test_each_member_signs_for_the_own_spoken_vote() -> None:
    """The decision that the votes bring about is nobody's spoken word."""
    trial = a_gated_trial(criteria=[], rule="all_of", decider=None, members=["ldsos"])
    trial.decide(5, "G1", by="north", **spoken())
    trial.decide(6, "G1", by="south", **spoken(on_behalf_of="Sue"))

    record = trial.state.gate("G1")

    assert record.passed
    assert [one.party for one in record.to_sign] == ["north", "south"]


def test_a_spoken_withdrawal_is_signed_for_too() -> None:
    """It is a word like any other."""
    trial = a_gated_trial(criteria=[])
    trial.decide(5, "G1")

    taken_back = {"gate": "G1", "decided_by": "sro", "reason": "wrong build"}
    assert code(trial.ask(6, c.WithdrawGo, **taken_back, on_behalf_of="Sam")) == "witness-missing"
    accepted(trial.ask(6, c.WithdrawGo, **taken_back, **spoken()))

    assert [one.party for one in trial.state.gate("G1").to_sign] == ["sro"]


def test_nobody_signs_for_somebody_else() -> None:
    """A signature that a scribe enters would be worth nothing."""
    assert code(sign(a_spoken_go(), 60, on_behalf_of="Sam")) == "own-hand"


def test_nothing_to_sign_names_who_is_waited_for() -> None:
    """Another party's signature is not asked for."""
    answer = a_spoken_go().ask(60, c.Countersign, gate="G1", party="si")

    assert code(answer) == "nothing-to-sign"
    assert "sro" in str(answer)


def test_the_last_word_of_a_run_is_signed_for_after_its_end() -> None:
    """The go at the last gate ends the run; its signature comes later, and opens nothing again."""
    trial = Trial(a_runbook(a_task("M"), gates=[a_gate("G1", "M", criteria=[])]))
    trial.start(0, "M")
    accepted(trial.decide(5, "G1", **spoken()))
    assert trial.state.status == "finished"

    accepted(sign(trial, 60))

    assert trial.state.status == "finished"
    assert trial.state.closed_at == at(5)
