"""Turning a run back from the command line: what it would come to, the decision, and its leg."""

from __future__ import annotations

import pytest

from tests.console.terminal import TINY, Terminal

BACK = TINY.replace("decider: sro,", "decider: sro, on_no_go: rollback,").replace(
    "  gates: [G1]\n", "  gates: [G1]\n  authority: sro\n"
)
DECISION = ("--by", "sro", "--reason", "it does not work")


@pytest.fixture
def meeting(callboard: Terminal) -> Terminal:
    """A run whose system is out and whose meeting sits."""
    callboard.opened(text=BACK)
    callboard.ok("skip", "DR1", "T1", "--reason", "x")
    callboard.ok("start", "DR1", "T2")
    callboard.ok("done", "DR1", "T2")
    callboard.ok("start", "DR1", "T3")
    return callboard


def test_a_run_is_turned_back_and_its_leg_is_run(meeting: Terminal) -> None:
    """The decision says what it came to; the leg ends the outage and the run."""
    said = meeting.ok("turn-back", "DR1", "rollback", "--gate", "g1", *DECISION)

    assert "TURNED BACK from G1 (rollback) by Senior Responsible Owner: it does not work" in said
    assert "Now ready: R1." in said
    meeting.ok("start", "DR1", "r1")
    assert "Outage OUT-EES closed" in meeting.ok("done", "DR1", "R1")
    assert "TURNED BACK" in meeting.ok("show")


def test_the_gate_is_the_one_where_the_run_stands(meeting: Terminal) -> None:
    """Nobody has to look it up in the night."""
    assert "TURNED BACK from G1" in meeting.ok("turn-back", "DR1", "rollback", *DECISION)


def test_without_a_gate_to_stand_at_nothing_is_guessed(callboard: Terminal) -> None:
    """It says where to look."""
    callboard.opened(text=BACK)
    said = callboard("turn-back", "DR1", "rollback", *DECISION)
    assert said.code == 1
    assert "`callboard ways-back DR1`" in said.err


def test_nothing_goes_forward_after_that(meeting: Terminal) -> None:
    """Said with the time and the zone."""
    meeting.ok("turn-back", "DR1", "rollback", *DECISION)
    said = meeting("start", "DR1", "T4")
    assert said.code == 1
    assert "T4 was given up: run DR1 was turned back at Mon 12 Jan 2026 09:00 GMT" in said.err


def test_ways_back_shows_what_it_would_come_to(meeting: Terminal) -> None:
    """The leg with its times, what is given up, who decides it, and the command."""
    page = meeting.ok("ways-back", "DR1")

    assert "Rollback from G1" in page
    assert "1 of the leg's 1 tasks, likely in 10 min: over Mon 12 Jan 09:10 GMT." in page
    assert "A rollback from here takes 12 min at P80 (P50 11 min, likely 10 min)." in page
    assert "Given up: 2 tasks. Stopped: T3. Outages ended: OUT-EES." in page
    assert "R1    Mon 12 Jan 09:00 GMT  Mon 12 Jan 09:10 GMT  Restore EES" in page
    assert "Systems Integrator; undoes T2; ends OUT-EES\n" in page
    command = "callboard turn-back DR1 rollback --gate G1 --by sro --reason ..."
    assert f"Senior Responsible Owner decides it:\n    `{command}`" in page


def test_ways_back_changes_nothing(meeting: Terminal) -> None:
    """Looking is no deciding."""
    before = meeting.ok("verify", "DR1")
    meeting.ok("ways-back", "DR1")
    assert meeting.ok("verify", "DR1") == before


def test_ways_back_as_json(meeting: Terminal) -> None:
    """For programs."""
    data = meeting("ways-back", "DR1", "--json").data["ways_back"]
    assert [one["possible"] for one in data] == [False, True]
    assert data[1]["leg"]["R1"]["finish"] == "2026-01-12T09:10:00Z"
    assert (data[1]["decided_by"], data[1]["outages_ended"]) == (["sro"], ["OUT-EES"])


def test_ways_back_of_one_system(meeting: Terminal) -> None:
    """The command names it too; an unknown one is refused with a near one."""
    assert "--system EES" in meeting.ok("ways-back", "DR1", "--system", "ees")
    said = meeting("ways-back", "DR1", "--system", "EESS")
    assert (said.code, "Did you mean EES?" in said.err) == (1, True)


def test_ways_back_says_why_there_is_none(callboard: Terminal) -> None:
    """From where it could be decided."""
    callboard.opened(text=BACK)
    page = " ".join(callboard.ok("ways-back", "DR1").split())
    assert "Not from here: it is decided from G1" in page
    assert "Runbook tiny has no stand-down leg." in page


def test_a_no_go_says_how_to_turn_back(meeting: Terminal) -> None:
    """The command, and who decides it; until then the run holds. The board says it too."""
    said = meeting.ok("gate", "DR1", "G1", "no-go", *DECISION)
    command = "`callboard turn-back DR1 rollback --gate G1 --by sro --reason ...`"
    assert command in said
    assert "The run holds until then; Senior Responsible Owner decides it" in said
    assert command in " ".join(meeting.ok("show").split())


def test_the_manager_recommends_and_others_decide(meeting: Terminal) -> None:
    """Starts are stopped until then."""
    said = meeting.ok("recommend-back", "DR1", "rollback", "--reason", "too slow")
    assert "TURNING BACK RECOMMENDED (rollback): too slow" in said
    assert "too slow" in meeting.ok("show")


@pytest.mark.parametrize(
    ("by", "code"), [("si", "it is not theirs"), ("nobody", "there is no such party")]
)
def test_only_the_authority_decides(meeting: Terminal, by: str, code: str) -> None:
    """Whoever else may be meant."""
    said = meeting("turn-back", "DR1", "rollback", "--by", by, "--reason", code)
    assert said.code == 1
    assert f"{by} does not decide a rollback from G1; sro does." in said.err


def test_a_rehearsal_of_the_way_back_is_simulated(callboard: Terminal) -> None:
    """The run ends turned back, and that is an end like any other."""
    book = callboard.runbook(BACK)
    played = callboard(
        "rehearse", book, "--simulate", "--turn-back", "G1", "--executor", "local", "--run", "B1"
    )
    assert played.code == 0
    assert "Run B1 turned back on" in played.out


def test_a_rehearsal_of_the_way_back_names_a_gate_that_has_one(callboard: Terminal) -> None:
    """Not any gate."""
    said = callboard("rehearse", callboard.runbook(BACK), "--simulate", "--turn-back", "G9")
    assert said.code == 1
    assert "It can be at G1." in said.err
