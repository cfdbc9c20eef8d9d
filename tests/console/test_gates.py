"""`gate` and `evidence`: how a decision is typed, and how it is refused."""

from __future__ import annotations

import pytest

from tests.console.terminal import TINY, Terminal


@pytest.fixture
def meeting(callboard: Terminal) -> Terminal:
    """A terminal whose run DR1 has the meeting of G1 running."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    callboard.ok("done", "DR1", "T1", "--result", "mpans=100")
    callboard.ok("start", "DR1", "T2")
    callboard.ok("done", "DR1", "T2")
    callboard.ok("start", "DR1", "T3")
    return callboard


def decide(callboard: Terminal, word: str, *more: str, by: str = "sro") -> tuple[int, str]:
    """Decide G1: the exit code, and what was said."""
    said = callboard("gate", "DR1", "G1", word, "--by", by, "--reason", "because", *more)
    return said.code, said.out + said.err


def test_a_go_without_evidence_names_the_criterion(meeting: Terminal) -> None:
    """A blocking criterion without evidence stops a go, and the refusal says what to type."""
    code, words = decide(meeting, "go")
    assert code == 1
    assert "READY" in words
    assert "callboard evidence DR1 G1 READY --text" in words


def test_only_the_decider_decides(meeting: Terminal) -> None:
    """Another party's word is refused, naming whose it is."""
    code, words = decide(meeting, "no-go", by="si")
    assert code == 1
    assert "si does not decide G1; sro does." in words


def test_a_no_go_may_be_followed_by_a_go(meeting: Terminal) -> None:
    """Decisions form a sequence."""
    assert "NO-GO" in decide(meeting, "no-go")[1]
    meeting.ok("evidence", "DR1", "G1", "READY", "--text", "now it is")
    assert decide(meeting, "go")[0] == 0


def test_a_deferral_takes_a_time_of_the_day(meeting: Terminal) -> None:
    """`--until 14:30` is today's, on the clock of the runbook's zone."""
    assert "DEFERRED until Mon 12 Jan 14:30 GMT" in decide(meeting, "defer", "--until", "14:30")[1]


def test_an_ambiguous_time_is_refused(meeting: Terminal) -> None:
    """A time that happens twice asks for its offset."""
    code, words = decide(meeting, "defer", "--until", "2026-10-25T01:30")
    assert code == 1
    assert "2026-10-25T01:30+01:00 or 2026-10-25T01:30+00:00" in words


def test_a_go_with_conditions_names_what_is_owed(meeting: Terminal) -> None:
    """A criterion that is not met can become a condition with an owner."""
    meeting.ok("evidence", "DR1", "G1", "READY", "--not-met", "--text", "two files missing")
    code, words = decide(meeting, "go", "--condition", "Send two files; si; 2026-01-13T09:00")
    assert code == 0
    assert "GO WITH CONDITIONS" in words
    assert "owed: Send two files (Systems Integrator, due Tue 13 Jan" in words


@pytest.mark.parametrize(
    ("word", "option", "value"),
    [
        ("no-go", "--condition", "a; si; 09:00"),
        ("go", "--until", "14:30"),
        ("withdraw", "--until", "14:30"),
        ("go", "--condition", "no owner"),
        ("go", "--condition", "no date; si"),
        ("no-go", "--risk", "no spare; Jane; 2026-02-01T09:00"),
        ("go", "--risk", "no spare; Jane"),
        ("defer", "--until", "soon"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    meeting: Terminal, word: str, option: str, value: str
) -> None:
    """An option is never passed over in silence."""
    assert decide(meeting, word, option, value)[0] == 1


def test_a_go_is_withdrawn_until_something_began_behind_it(meeting: Terminal) -> None:
    """A go can be taken back at once, and not any more once a task behind it runs."""
    meeting.ok("evidence", "DR1", "G1", "READY", "--text", "yes")
    decide(meeting, "go")
    assert "go WITHDRAWN by Senior Responsible Owner" in decide(meeting, "withdraw")[1]
    decide(meeting, "go")
    meeting.ok("start", "DR1", "T4")
    code, words = decide(meeting, "withdraw")
    assert code == 1
    assert "T4 began after it" in words


def test_a_deferral_shows_until_when(meeting: Terminal) -> None:
    """The board says who put it off, why, and until when; and when that is past."""
    decide(meeting, "defer", "--until", "14:30")
    until = "Deferred until Mon 12 Jan 14:30 GMT by Senior Responsible Owner"
    assert until in meeting.ok("show")
    assert meeting("show", "--json").data["gates"][0]["decisions"][0]["until"].endswith("14:30:00Z")
    meeting.later(6 * 60)
    assert "14:30 GMT (PAST)" in meeting.ok("show")


def test_a_no_go_says_what_the_runbook_asks_for(callboard: Terminal) -> None:
    """The decision says it, and so does the board."""
    callboard.opened(text=TINY.replace("decider: sro,", "decider: sro, on_no_go: rollback,"))
    callboard.ok("skip", "DR1", "T1", "--reason", "x")
    callboard.ok("skip", "DR1", "T2", "--reason", "x")
    callboard.ok("start", "DR1", "T3")
    assert "the runbook asks to turn back" in decide(callboard, "no-go")[1]
    board = callboard.ok("show")
    assert "NO-GO by Senior Responsible Owner" in board
    assert "The runbook asks to turn back." in board


def test_conditions_of_a_go_stay_on_the_board(meeting: Terminal) -> None:
    """With whose they are and by when; what is past its date stands out in words."""
    meeting.ok("evidence", "DR1", "G1", "READY", "--text", "yes")
    decide(meeting, "go", "--condition", "Send two files; si; 2026-01-12T11:00")
    board = meeting.ok("show")
    assert "Open items (1)" in board
    assert "G1-1-C1  Mon 12 Jan 2026 11:00 GMT  Send two files" in board
    meeting.later(3 * 60)
    assert "11:00 GMT PAST" in meeting.ok("show")


def test_a_go_may_accept_a_risk_by_name(meeting: Terminal) -> None:
    """It stands among the items until somebody closes it, or it expires."""
    meeting.ok("evidence", "DR1", "G1", "READY", "--text", "yes")
    assert decide(meeting, "go", "--risk", "No spare line; Jane Smith; 2026-02-01T09:00")[0] == 0
    assert "G1-1-R1" in meeting.ok("items", "DR1")


def test_a_decision_says_whose_it_is_and_why(meeting: Terminal) -> None:
    """Without them it is refused, and nothing is decided."""
    said = meeting("gate", "DR1", "G1", "go", "--by", "sro")
    assert said.code == 1
    assert "Give --by PARTY and --reason TEXT." in said.err


def test_a_spoken_no_go_is_signed_for_later(meeting: Terminal) -> None:
    """It counts at once; who said it signs afterwards."""
    spoken = ("--on-behalf-of", "Sam", "--witness", "Wendy", "--forum", "Bridge call")
    code, words = decide(meeting, "no-go", *spoken)
    assert code == 0, words
    page = meeting.ok("gate", "DR1", "G1")
    assert "NO-GO" in page
    assert "Spoken words to be signed (1)" in page
    assert "Sam, Wendy" in page

    meeting.ok("countersign", "DR1", "G1", "--by", "sro", "--as", "sam")

    assert "to be signed" not in meeting.ok("gate", "DR1", "G1")
    assert meeting("countersign", "DR1", "G1", "--by", "sro").code == 1


def test_a_go_waits_for_advice(callboard: Terminal) -> None:
    """The refusal names who was not heard and what to type; with it the go is taken."""
    advised = TINY.replace("decider: sro,", "decider: sro, advised_by: [ldsos],")
    callboard.opened(text=advised)
    callboard.ok("skip", "DR1", "T1", "--reason", "x")
    callboard.ok("skip", "DR1", "T2", "--reason", "x")
    callboard.ok("start", "DR1", "T3")
    callboard.ok("evidence", "DR1", "G1", "READY", "--text", "yes")
    callboard.ok("advise", "DR1", "g1", "go", "--by", "NORTH", "--reason", "all quiet")
    code, words = decide(callboard, "go")
    assert code == 1
    assert "not heard yet: south" in words
    assert "callboard advise DR1 G1 go --by south" in words.replace("\n", " ")

    callboard.ok("advise", "DR1", "G1", "none", "--by", "south", "--reason", "line was dead")

    assert decide(callboard, "go")[0] == 0
