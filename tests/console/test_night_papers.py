"""Roll-calls, handovers, incidents and observations from the command line."""

from __future__ import annotations

import json

from tests.console.terminal import Terminal


def test_a_roll_call_says_who_is_missing(callboard: Terminal) -> None:
    """Whoever has not answered, or is marked as missing, is named after each answer."""
    callboard.opened()
    called = callboard.ok("roll-call", "call", "DR1", "Before G1")
    assert "0 of 4 are there." in called
    callboard.ok("roll-call", "answer", "DR1", "si")
    out = callboard.ok("roll-call", "answer", "DR1", "north", "--missing", "--note", "no signal")
    assert "1 of 4 are there." in out
    assert "Not there: North Grid (north): no signal." in out
    assert "Not answered yet: South Grid (south)" in out
    (data,) = callboard("roll-call", "list", "DR1", "--json").data
    assert set(data["missing"]) == {"sro", "north", "south"}
    assert data["answers"]["si"]["present"] is True


def test_a_roll_call_may_ask_some(callboard: Terminal) -> None:
    """`--of` names who is asked."""
    callboard.opened()
    out = callboard.ok("roll-call", "call", "DR1", "Grid", "--of", "north", "SOUTH")
    assert "0 of 2 are there." in out
    assert "0 of 2 are there." in callboard.ok("roll-call", "call", "DR1", "Grid", "--of", "ldsos")


def test_a_handover_is_open_until_it_is_taken(callboard: Terminal) -> None:
    """`handover list` says which desk nobody has taken yet."""
    callboard.opened()
    text = "T1 is late, ask Bea"
    callboard.ok("handover", "give", "DR1", "cutover manager", text, "--to", "Dawn", "--as", "Ann")
    assert "NOT TAKEN YET" in callboard.ok("handover", "list", "DR1")
    callboard.ok("handover", "take", "DR1", "1", "--as", "Dawn")
    listed = callboard.ok("handover", "list", "DR1")
    assert "taken Mon 12 Jan 2026 09:00 GMT by Dawn" in listed
    assert text in listed
    (data,) = callboard("handover", "list", "DR1", "--json").data
    assert (data["by"], data["to"], data["taken_by"]) == ("Ann", "Dawn", "Dawn")


def test_an_incident_is_open_until_it_is_closed(callboard: Terminal) -> None:
    """It is linked with what it is about, listed, and closed with how it ended."""
    callboard.opened()
    callboard.ok(
        "incident", "link", "DR1", "INC1", "EES is slow", "--system", "ees", "--task", "t1"
    )
    assert "INC1 (EES, T1): EES is slow" in callboard.ok("incident", "list", "DR1")
    assert "OPEN" in callboard.ok("incident", "list", "DR1")
    callboard.ok("incident", "close", "DR1", "inc1", "--resolution", "restarted")
    assert "restarted" in callboard.ok("incident", "list", "DR1")
    (data,) = callboard("incident", "list", "DR1", "--json").data
    assert data["closed_at"] == "2026-01-12T09:00:00Z"


def test_an_observation_waits_for_its_party(callboard: Terminal) -> None:
    """What assurance saw is final only after the party had its say."""
    callboard.opened()
    callboard.ok("observe", "write", "DR1", "Nobody witnessed T1", "--party", "si", "--task", "T1")
    said = callboard("observe", "final", "DR1", "1")
    assert said.code == 1
    assert "callboard observe answer DR1 1" in said.err
    callboard.ok("observe", "answer", "DR1", "1", "Bea did", "--as", "si-lead")
    callboard.ok("observe", "final", "DR1", "1", "Bea alone witnessed T1")
    listed = callboard.ok("observe", "list", "DR1")
    assert "Bea alone witnessed T1" in listed
    assert "Systems Integrator (si-lead): Bea did" in listed
    (data,) = callboard("observe", "list", "DR1", "--json").data
    assert data["final_at"]


def test_empty_lists_say_so(callboard: Terminal) -> None:
    """A list of nothing is a sentence, not silence."""
    callboard.opened()
    for command in ("roll-call", "handover", "incident", "observe"):
        assert "DR1" in callboard.ok(command, "list", "DR1")
        assert callboard(command, "list", "DR1", "--json").data == []


def test_verbs_have_their_own_help(callboard: Terminal) -> None:
    """`callboard incident link --help` explains that one alone, within 100 columns."""
    out = callboard.ok("incident", "link", "--help")
    assert out.startswith("Usage: callboard incident link")
    assert max(len(line) for line in out.splitlines()) <= 100


def test_an_unknown_verb_is_misuse(callboard: Terminal) -> None:
    """It names the help of the group, and exits with 2."""
    said = callboard("roll-call", "cal", "DR1")
    assert said.code == 2
    assert "callboard roll-call --help" in said.err


def test_an_unknown_verb_is_compared_with_no_command_of_the_top(callboard: Terminal) -> None:
    """`roll-call show` is not met with "Did you mean show?"."""
    assert "Did you mean" not in callboard("roll-call", "show", "DR1").err


def test_many_who_are_missing_are_counted_after_an_answer(callboard: Terminal) -> None:
    """Their names are in the list; they would fill the terminal of each who answers."""
    names = [f"p{number}" for number in range(10)]
    book = {
        "runbook": "many",
        "title": "Many",
        "start": "2026-01-12T09:00",
        "parties": {name: {"name": name.upper()} for name in names},
        "tasks": [
            {"id": f"T{name}", "title": "x", "party": name, "duration": "5m"} for name in names
        ],
    }
    callboard.opened(text=json.dumps(book))
    callboard.ok("roll-call", "call", "DR1", "All")

    out = callboard.ok("roll-call", "answer", "DR1", "p0")

    assert "9 have not answered yet; `callboard roll-call list DR1` names them." in out
    assert "P9 (p9)" not in out
    assert "P9 (p9)" in callboard.ok("roll-call", "list", "DR1")
