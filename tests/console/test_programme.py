"""`freeze` and `change`: plans that are only changed by a recorded request and decision."""

from __future__ import annotations

import pytest

from tests.console.terminal import TINY, Terminal

DECISION = ("--by", "sro", "--forum", "PSG", "--reason", "rehearsed twice")
LONGER = TINY.replace(
    "title: Prepare\n    party: si\n    duration: 30m",
    "title: Prepare\n    party: si\n    duration: 45m",
)


@pytest.fixture
def frozen(callboard: Terminal) -> Terminal:
    """A terminal at which the tiny runbook is frozen, and a longer one lies beside it."""
    callboard.ok("freeze", callboard.runbook(), *DECISION)
    callboard.runbook(LONGER, "longer.yaml")
    return callboard


def ask(callboard: Terminal, *more: str) -> str:
    """Ask for the longer plan, as ann; what was said."""
    path = str(callboard.folder / "longer.yaml")
    return callboard.ok("change", "request", path, "--reason", "DR2", "--as", "ann", *more)


def test_a_freeze_says_what_who_and_until_when(callboard: Terminal) -> None:
    """On the clock of the zone."""
    path = callboard.runbook()
    out = callboard.ok("freeze", path, *DECISION, "--until", "2026-02-01T09:00")
    assert "tiny is FROZEN until Sun 01 Feb 2026 09:00 GMT" in out
    assert "by sro (PSG," in out
    assert "rehearsed twice" in " ".join(out.split())


def test_a_freeze_names_its_forum(callboard: Terminal) -> None:
    """It is a decision of some body."""
    said = callboard("freeze", callboard.runbook(), "--by", "sro", "--reason", "x")
    assert said.code == 1
    assert "--forum" in said.err


def test_a_lifted_freeze_binds_nobody(frozen: Terminal) -> None:
    """It stays in the list."""
    path = frozen.runbook()
    out = frozen.ok("freeze", path, "--lift", "--reason", "after the cutover", "--as", "ann")
    assert "Change 1 of tiny: OPEN. To lift the freeze, asked by ann" in " ".join(out.split())
    assert "tiny is FROZEN" in frozen.ok("change", "list")
    assert frozen("change", "decide", "1", "approved", *DECISION, "--as", "ann").code == 1
    frozen.ok("change", "decide", "1", "approved", *DECISION, "--as", "bob")
    assert "tiny was frozen until Mon 12 Jan 2026" in frozen.ok("change", "list")


def test_a_request_puts_the_changes_into_words(frozen: Terminal) -> None:
    """From the frozen file and the changed one."""
    out = " ".join(ask(frozen, "--compared-with", frozen.runbook()).split())
    assert "Change 1 of tiny: OPEN." in out
    assert "takes: 30 min -> 45 min" in out


def test_the_frozen_file_must_be_the_frozen_one(frozen: Terminal) -> None:
    """Or the words would be about another change."""
    path = str(frozen.folder / "longer.yaml")
    said = frozen("change", "request", path, "--reason", "x", "--compared-with", path)
    assert "is not what tiny is frozen at" in said.err


def test_who_asked_does_not_decide(frozen: Terminal) -> None:
    """Somebody else enters the decision."""
    ask(frozen, "--changes", "T1 takes longer")
    said = frozen("change", "decide", "1", "approved", *DECISION, "--as", "ann")
    assert said.code == 1
    assert "who does not decide it as well" in said.err
    out = frozen.ok("change", "decide", "1", "approved", *DECISION, "--as", "bob")
    assert "Change 1 of tiny: APPROVED." in out
    assert "approved by sro (PSG," in out


def test_the_list_is_data_too(frozen: Terminal) -> None:
    """Freezes, requests, and what was decided on them."""
    ask(frozen, "--changes", "T1 takes longer")
    frozen.ok("change", "decide", "1", "rejected", *DECISION, "--as", "bob")
    data = frozen("change", "list", "--json").data
    assert [(one["runbook"], one["holds"]) for one in data["freezes"]] == [("tiny", True)]
    (request,) = data["requests"]
    assert request["status"] == "rejected"
    assert request["decision"]["forum"] == "PSG"
    assert request["digest"] != data["freezes"][0]["digest"]


def test_a_rehearsal_of_another_plan_says_so(frozen: Terminal) -> None:
    """It is allowed: trying it is what rehearsals are for."""
    path = str(frozen.folder / "longer.yaml")
    out = " ".join(frozen.ok("rehearse", path, "--open-only").split())
    assert "Note: tiny is frozen at plan" in out
    assert "Note:" not in frozen.ok("rehearse", frozen.runbook(), "--open-only")


def test_nothing_is_frozen_at_first(callboard: Terminal) -> None:
    """An empty list says how to begin."""
    assert "No plan is frozen." in callboard.ok("change", "list")


def test_milestones_keep_baseline_replans_and_actual(callboard: Terminal) -> None:
    """As the programme counts: CR022 and CR055 can both be read."""
    callboard.ok("milestone", "set", "M10", "2024-10-04", "--title", "Central systems ready")
    callboard.ok(
        "milestone", "replan", "M10", "2025-03-07", "--reason", "x", "--reference", "CR022"
    )
    out = callboard.ok(
        *["milestone", "replan", "M10", "2025-09-22", "--latest", "2025-10-06"],
        *["--control-point", "2025-08-01", "--reason", "SIT", "--reference", "CR055"],
    )
    assert "baseline 2024-10-04, planned 2025-09-22 to 2025-10-06." in out
    callboard.ok("milestone", "actual", "M10", "2025-09-22")
    listed = callboard.ok("milestone", "list")
    assert "replanned to 2025-03-07 (CR022): x" in listed
    assert "control point 2025-08-01 (CR055): SIT" in listed
    (data,) = callboard("milestone", "list", "--json").data
    assert (data["baseline"], data["planned"], data["actual"]) == (
        *["2024-10-04", "2025-09-22", "2025-09-22"],
    )


def test_a_baseline_is_set_once(callboard: Terminal) -> None:
    """The refusal says how a milestone moves."""
    callboard.ok("milestone", "set", "M10", "2025-03-07", "--title", "Ready")
    said = callboard("milestone", "set", "M10", "2025-09-22", "--title", "Ready")
    assert said.code == 1
    assert "callboard milestone replan M10" in said.err


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["change", "request", "m10", "--reason", "x"], 1),
        (["change", "request", "m10", "--reason", "x", "--changes", "y"], 1),
        (["change", "decide", "1", "maybe", *DECISION], 2),
        (["change", "decide", "1", "approved", *DECISION], 1),
        (["freeze", "m10", "--lift", "--reason", "x"], 1),
        (["freeze", "m10", *DECISION, "--until", "2020-01-01T09:00"], 1),
        (["freeze", "m10", "--lift", *DECISION], 1),
        (["milestone", "actual", "M1", "2025-09-22"], 1),
        (["milestone", "set", "M1", "soon", "--title", "x"], 2),
        (["milestone", "set", "M1", "2025-09-22"], 2),
    ],
)
def test_what_cannot_be_meant_is_refused(callboard: Terminal, argv: list[str], code: int) -> None:
    """With a next action, and no traceback."""
    said = callboard(*argv)
    assert said.code == code
    assert said.err.strip().count("\n") <= 1


def test_no_milestone_at_first(callboard: Terminal) -> None:
    """An empty list says how to begin."""
    assert "callboard milestone set" in callboard.ok("milestone", "list")
