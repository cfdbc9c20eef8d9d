"""A no-go that decided a gate of many and was a mistake is taken back while nobody voted since."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import Trial
from tests.rehearsals.core.gates.gated import Answer, a_gated_trial, accepted, advise, code


def vote(trial: Trial, minutes: float, member: str, outcome: str = "go") -> None:
    """A member's vote, which must be taken."""
    accepted(trial.decide(minutes, "G1", outcome, decided_by=member))


def undo(trial: Trial, minutes: float, member: str, reason: str = "the wrong key") -> Answer:
    """What taking back a member's no-go is answered."""
    return trial.ask(minutes, c.UndoVote, gate="G1", member=member, reason=reason)


@pytest.fixture
def swept() -> Trial:
    """A full house at which north's go was swept away by south's no-go."""
    trial = a_gated_trial(decider=None, rule="all_of", members=["ldsos"], advised_by=["recco"])
    trial.show(1, "G1")
    accepted(advise(trial, 2, "recco"))
    vote(trial, 3, "north")
    vote(trial, 4, "south", "no_go")
    assert not trial.state.gate("G1").votes
    return trial


def test_the_others_words_count_again(swept: Trial) -> None:
    """Votes and advice are as before, and the gate is undecided; the decision is kept, marked."""
    accepted(undo(swept, 5, "south"))

    record = swept.state.gate("G1")
    assert list(record.votes) == ["north"]
    assert list(record.recommendations) == ["recco"]
    assert record.outcome == "undecided"
    assert [each.taken_back for each in record.decisions] == [True]


def test_the_last_go_then_passes_the_gate(swept: Trial) -> None:
    """Nobody but the one who was mistaken votes again."""
    accepted(undo(swept, 5, "south"))

    vote(swept, 6, "south")

    assert swept.state.gate("G1").passed


def test_not_once_somebody_has_voted_again(swept: Trial) -> None:
    """What was said since was said about something else."""
    accepted(advise(swept, 5, "recco"))
    vote(swept, 6, "north")

    assert code(undo(swept, 7, "south")) == "nothing-to-take-back"


def test_nobody_takes_back_what_another_said(swept: Trial) -> None:
    """It names whose no-go it was; somebody outside is no member."""
    answer = undo(swept, 5, "north")
    assert code(answer) == "not-their-no-go"
    assert "--by south" in str(answer)
    assert code(undo(swept, 5, "recco")) == "not-the-decider"


def test_not_without_a_reason_and_not_twice(swept: Trial) -> None:
    """It stays in the journal why."""
    assert code(undo(swept, 5, "south", " ")) == "reason-missing"
    accepted(undo(swept, 5, "south"))
    assert code(undo(swept, 6, "south")) == "nothing-to-take-back"


def test_not_once_a_party_of_the_gate_has_left(swept: Trial) -> None:
    """Who is needed is another then."""
    accepted(swept.ask(5, c.LeaveParty, party="north", replaced_by="recco", reason="insolvent"))

    assert code(undo(swept, 6, "south")) == "nothing-to-take-back"
