"""`items`, `close-item`, `extend-risk`: what a decision left open, on the command line."""

from __future__ import annotations

import pytest

from tests.console.terminal import Terminal


@pytest.fixture
def owing(callboard: Terminal) -> Terminal:
    """A terminal whose run DR1 has passed G1 with a condition and a risk."""
    callboard.opened()
    callboard.ok("skip", "DR1", "T1", "--reason", "x")
    callboard.ok("skip", "DR1", "T2", "--reason", "x")
    callboard.ok("start", "DR1", "T3")
    callboard.ok("evidence", "DR1", "G1", "READY", "--text", "almost")
    condition, risk = "Send two files; si; 2026-01-12T11:00", "No spare; Jane; 2026-01-12T12:00"
    owed = ("--condition", condition, "--risk", risk, "--by", "sro", "--reason", "good enough")
    callboard.ok("gate", "DR1", "G1", "go-with-conditions", *owed)
    return callboard


def test_items_are_listed_with_owner_and_date(owing: Terminal) -> None:
    """And what is past its date says so."""
    listed = owing.ok("items", "DR1")
    assert "G1-1-C1  open" in listed
    assert "Owed by Systems Integrator." in listed
    assert "G1-1-R1  accepted" in listed
    assert "Accepted by Jane." in listed

    owing.later(4 * 60)

    listed = owing.ok("items", "DR1")
    assert "G1-1-C1  PAST" in listed
    assert "G1-1-R1  EXPIRED" in listed


def test_a_closed_item_keeps_its_evidence(owing: Terminal) -> None:
    """Whatever the case its id is typed in; and it is not closed twice."""
    owing.ok("close-item", "DR1", "g1-1-c1", "--evidence", "mail of noon", "--as", "ian")

    assert "Closed by ian: mail of noon" in owing.ok("items", "DR1")
    assert owing("close-item", "DR1", "G1-1-C1", "--evidence", "again").code == 1


def test_an_unknown_item_names_what_is_near(owing: Terminal) -> None:
    """So that a slip is mended."""
    said = owing("close-item", "DR1", "G1-1-C2", "--evidence", "x")

    assert said.code == 1
    assert "G1-1-C1" in said.err


def test_a_risk_is_accepted_for_longer(owing: Terminal) -> None:
    """By the decider of its gate."""
    longer = ("--until", "2026-01-20T09:00", "--reason", "spare ordered")
    assert owing("extend-risk", "DR1", "G1-1-R1", "--by", "si", *longer).code == 1

    owing.ok("extend-risk", "DR1", "G1-1-R1", "--by", "sro", *longer)

    assert "Tue 20 Jan 2026 09:00 GMT" in owing.ok("items", "DR1")


def test_items_as_json(owing: Terminal) -> None:
    """For programs."""
    condition, risk = owing("items", "DR1", "--json").data

    assert (condition["kind"], condition["open"]) == ("condition", True)
    assert (risk["kind"], risk["open"]) == ("risk", False)


def test_a_run_that_owes_nothing_says_so(callboard: Terminal) -> None:
    """Instead of an empty table."""
    callboard.opened()

    assert callboard.ok("items", "DR1") == "Run DR1 has left nothing open.\n"
