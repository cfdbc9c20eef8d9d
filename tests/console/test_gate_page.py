"""`gate RUN GATE`: a gate as its decider sees it, and what is not there, in words."""

from __future__ import annotations

import pytest

from tests.console.terminal import TINY, Terminal

#: Of the gate of TINY: many criteria, both networks as advisers.
RICH = TINY.replace(
    "decider: sro, criteria: [{id: READY, owner: si}]",
    "decider: sro, advised_by: [ldsos], forum: PSG, point_of_no_return: true, criteria: "
    "[{id: READY, owner: si, title: All is ready}, "
    "{id: VIEW, owner: north, blocking: false}, "
    "{id: DONE, owner: si, check: {tasks_done: {tasks: [T1]}}}]",
)
FULL_HOUSE = TINY.replace("decider: sro, criteria", "rule: all_of, members: [ldsos], criteria")


@pytest.fixture
def meeting(callboard: Terminal) -> Terminal:
    """A terminal whose run DR1 of RICH has the meeting of G1 running."""
    sit_down(callboard, RICH)
    return callboard


def sit_down(callboard: Terminal, text: str) -> None:
    """Open a run of a runbook, and begin the meeting of G1."""
    callboard.opened(text=text)
    callboard.ok("skip", "DR1", "T1", "--reason", "x")
    callboard.ok("skip", "DR1", "T2", "--reason", "x")
    callboard.ok("start", "DR1", "T3")


def test_what_is_missing_stands_out_in_words(meeting: Terminal) -> None:
    """A criterion without evidence, a check not made, an adviser not heard."""
    page = meeting.ok("gate", "DR1", "G1")

    assert "Decided by Senior Responsible Owner at PSG." in page
    assert "Behind it there is no way back." in page
    assert "READY      NOTHING SHOWN" in page
    assert "VIEW       NOTHING SHOWN (informs)" in page
    assert "DONE       NOT CHECKED YET" in page
    assert "Advice: 0 of 2" in page
    assert page.count("NOT HEARD") == 2


def test_what_is_shown_stands_with_when_and_by_whom(meeting: Terminal) -> None:
    """Evidence, whether it meets the criterion or not, and advice with its reason."""
    meeting.ok("evidence", "DR1", "G1", "READY", "--text", "report 7", "--as", "ian")
    meeting.ok("evidence", "DR1", "G1", "VIEW", "--text", "two doubts", "--not-met")
    meeting.ok("advise", "DR1", "G1", "no-go", "--by", "north", "--reason", "two doubts")

    page = meeting.ok("gate", "DR1", "G1")

    assert "READY      met" in page
    assert "Shown Mon 12 Jan 09:00 GMT by ian: report 7" in page
    assert "NOT MET (informs)" in page
    assert "North Grid  NO-GO      two doubts" in page


def test_a_full_house_shows_who_is_missing_by_name(callboard: Terminal) -> None:
    """Votes so far, and each member that has not voted."""
    sit_down(callboard, FULL_HOUSE)
    callboard.ok("evidence", "DR1", "G1", "READY", "--text", "yes")
    callboard.ok("gate", "DR1", "G1", "go", "--by", "north", "--reason", "we are in")

    page = callboard.ok("gate", "DR1", "G1")

    assert "Full house: each of North Grid, South Grid must say go." in page
    assert "Votes: 1 go of 2 needed" in page
    assert "south   MISSING  South Grid" in page


def test_decisions_are_listed_with_reason_and_forum(meeting: Terminal) -> None:
    """In their sequence."""
    because = ("--by", "sro", "--reason", "one more look")
    meeting.ok("gate", "DR1", "G1", "defer", *because, "--until", "14:30")

    page = meeting.ok("gate", "DR1", "G1")

    assert "Decisions (1)" in page
    assert "Senior Responsible Owner at PSG: one more look" in page
    assert "until Mon 12 Jan 14:30 GMT" in page


def test_a_gate_as_json(meeting: Terminal) -> None:
    """The same for programs."""
    meeting.ok("advise", "DR1", "G1", "go", "--by", "north", "--reason", "fine")

    data = meeting("gate", "DR1", "g1", "--json").data

    assert data["unmet"] == ["READY", "DONE"]
    assert data["not_heard"] == ["south"]
    assert [one["met"] for one in data["criteria"]] == [None, None, None]


@pytest.mark.parametrize("option", ["--by", "--reason", "--risk", "--witness"])
def test_a_decision_without_its_word_is_refused(meeting: Terminal, option: str) -> None:
    """What belongs to a decision is not passed over when none is given."""
    said = meeting("gate", "DR1", "G1", option, "x")

    assert said.code == 1
    assert f"{option} belongs to a decision" in said.err


def test_a_gate_that_there_is_not_is_named(meeting: Terminal) -> None:
    """With what is near it."""
    said = meeting("gate", "DR1", "G11")

    assert said.code == 1
    assert "Did you mean G1?" in said.err


def test_a_no_go_of_many_says_that_everybody_votes_again(callboard: Terminal) -> None:
    """Nobody's vote is kept, which nobody would guess who has voted already."""
    sit_down(callboard, FULL_HOUSE)
    callboard.ok("evidence", "DR1", "G1", "READY", "--text", "yes")
    callboard.ok("gate", "DR1", "G1", "go", "--by", "north", "--reason", "we are in")

    out = callboard.ok("gate", "DR1", "G1", "no-go", "--by", "south", "--reason", "no", "--yes")

    assert "EVERY MEMBER VOTES AGAIN" in out


def test_a_no_go_of_many_is_asked_about(callboard: Terminal) -> None:
    """Without a terminal to ask at it needs --yes; nothing has happened until then."""
    sit_down(callboard, FULL_HOUSE)

    said = callboard("gate", "DR1", "G1", "no-go", "--by", "south", "--reason", "not yet")

    assert said.code == 1
    assert "--yes" in said.err
    assert callboard.ok("gate", "DR1", "G1").count("MISSING") == 2


def test_a_mistaken_no_go_is_taken_back_and_the_other_votes_count(callboard: Terminal) -> None:
    """The others need not vote again."""
    sit_down(callboard, FULL_HOUSE)
    callboard.ok("evidence", "DR1", "G1", "READY", "--text", "yes")
    callboard.ok("gate", "DR1", "G1", "go", "--by", "north", "--reason", "we are in")
    callboard.ok("gate", "DR1", "G1", "no-go", "--by", "south", "--reason", "oops", "--yes")

    out = callboard.ok("gate", "DR1", "G1", "take-back", "--by", "south", "--reason", "slip")

    assert "the no-go of South Grid is TAKEN BACK" in out
    page = callboard.ok("gate", "DR1", "G1")
    assert "Votes: 1 go of 2 needed" in page
    assert "TAKEN BACK" in page
    out = callboard.ok("gate", "DR1", "G1", "go", "--by", "south", "--reason", "we are in")
    assert "GO by" in out


def test_votes_of_several_are_entered_at_once_each_by_itself(callboard: Terminal) -> None:
    """A scribe enters a whole group; repeated with its id, nothing happens twice."""
    sit_down(callboard, FULL_HOUSE)
    callboard.ok("evidence", "DR1", "G1", "READY", "--text", "yes")
    said = ("gate", "DR1", "G1", "go", "--by", "ldsos", "--reason", "all in", "--command-id", "v")

    out = callboard.ok(*said)

    assert out.count("votes GO") == 2
    assert callboard.ok(*said).count("nothing has changed") == 2


def test_the_first_that_is_refused_ends_it_and_says_what_was_done(meeting: Terminal) -> None:
    """So that the rest can be entered afterwards."""
    said = meeting("advise", "DR1", "G1", "none", "--by", "north", "si", "--reason", "asked")

    assert said.code == 1
    assert "For si: " in said.err
    assert "Done for north; not for si." in said.err


def test_whose_decision_it_is_may_be_left_out_where_one_decides(meeting: Terminal) -> None:
    """Nobody is registered, so it is the decider's."""
    assert "NO-GO by Senior" in meeting.ok("gate", "DR1", "G1", "no-go", "--reason", "not yet")


def test_whose_vote_it_is_may_not_be_left_out(callboard: Terminal) -> None:
    """Where several decide, one is named."""
    sit_down(callboard, FULL_HOUSE)

    said = callboard("gate", "DR1", "G1", "go", "--reason", "yes")

    assert said.code == 1
    assert "Give --by PARTY." in said.err


def test_a_check_not_made_names_the_command_that_makes_it(meeting: Terminal) -> None:
    """Nothing looks by itself where no engine drives the run."""
    page = meeting.ok("gate", "DR1", "G1")

    assert "`callboard checks DR1 G1`" in " ".join(page.split())


def test_a_check_that_looked_at_nothing_stands_out(callboard: Terminal) -> None:
    """It is not called met, neither where it is made nor at the gate."""
    book = callboard.runbook(RICH)
    callboard.ok("rehearse", book, "--run", "DR1", "--open-only", "--from", "G1", "--as", "ann")

    made = callboard.ok("checks", "DR1", "G1")

    assert "NOT LOOKED AT" in made
    assert "NOT LOOKED AT" in callboard.ok("gate", "DR1", "G1")
