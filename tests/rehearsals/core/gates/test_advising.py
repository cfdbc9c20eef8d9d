"""Advisers speak before a go; who was asked and gave no advice is put down so."""

from __future__ import annotations

from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from tests.rehearsals.core.gates.gated import a_gated_trial, advise, code


def an_advised_trial(**gate: object) -> Trial:
    """A run whose gate G1 has its evidence, and both networks as advisers."""
    trial = a_gated_trial(advised_by=["ldsos"], **gate)
    trial.show(1, "G1")
    return trial


def test_a_go_waits_for_every_adviser() -> None:
    """The refusal names who was not heard, and what to type."""
    trial = an_advised_trial()
    advise(trial, 2, "north")

    answer = trial.decide(3, "G1")

    assert code(answer) == "advice-missing"
    assert "south" in str(answer)
    assert "north" not in str(answer)
    assert "callboard advise DR1 G1" in str(answer)


def test_advice_is_not_binding() -> None:
    """The decider may go against it; it must only have been heard."""
    trial = an_advised_trial()
    advise(trial, 2, "north", "no_go")
    advise(trial, 2, "south", "none")

    assert code(trial.decide(3, "G1")) == "accepted"


def test_no_go_and_deferral_need_no_advice() -> None:
    """Nobody waits for advice to stop."""
    assert code(an_advised_trial().decide(3, "G1", "no_go")) == "accepted"
    assert code(an_advised_trial().decide(3, "G1", "deferred", until=at(9))) == "accepted"


def test_optional_advice_holds_nothing() -> None:
    """Where the runbook does not require it, a go does not wait."""
    assert code(an_advised_trial(advice="optional").decide(3, "G1")) == "accepted"


def test_advice_is_heard_again_after_a_no_go() -> None:
    """A new sitting hears the advisers anew."""
    trial = an_advised_trial()
    advise(trial, 2, "north")
    advise(trial, 2, "south")
    trial.decide(3, "G1", "no_go")

    assert trial.state.gate("G1").recommendations == {}
    assert code(trial.decide(4, "G1")) == "advice-missing"


def test_only_advisers_advise() -> None:
    """Somebody else's advice is refused, naming whose is asked for."""
    answer = advise(an_advised_trial(), 2, "recco")

    assert code(answer) == "not-an-adviser"
    assert "north, south" in str(answer)


def test_advice_may_be_given_before_the_meeting() -> None:
    """An adviser who cannot be there speaks beforehand."""
    trial = Trial(a_runbook(a_task("M"), gates=[a_gate("G1", "M", advised_by=["recco"])]))

    assert code(advise(trial, 0, "recco")) == "accepted"


def test_advice_comes_before_the_decision() -> None:
    """After a go there is nothing left to advise on."""
    trial = an_advised_trial()
    advise(trial, 2, "north")
    advise(trial, 2, "south")
    trial.decide(3, "G1")

    assert code(advise(trial, 4, "north", "no_go")) == "already-decided"


def test_advice_has_a_reason() -> None:
    """Also that there was none."""
    assert code(advise(an_advised_trial(), 2, "north", "none", reason=" ")) == "reason-missing"


def test_advice_is_kept_with_whose_word_it_was() -> None:
    """Entered for somebody, it is theirs."""
    trial = an_advised_trial()

    advise(trial, 2, "north", on_behalf_of="Nora")

    word = trial.state.gate("G1").recommendations["north"]
    assert (word.advice, word.by, word.at) == ("go", "Nora", at(2))


def test_each_vote_waits_for_the_advice() -> None:
    """Where many decide, nobody says go unadvised."""
    trial = an_advised_trial(rule="all_of", decider=None, members=["si", "recco"])

    assert code(trial.decide(3, "G1", by="si")) == "advice-missing"
    assert code(trial.decide(3, "G1", "no_go", by="si")) == "accepted"
