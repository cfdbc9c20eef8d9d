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

    out = callboard.ok("gate", "DR1", "G1", "no-go", "--by", "south", "--reason", "not yet")

    assert "EVERY MEMBER VOTES AGAIN" in out
