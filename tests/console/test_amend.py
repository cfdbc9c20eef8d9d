"""`amend`, `amendments`, `approve` and `reject`: changing the plan of a running run."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.amendment_words import change_lines
from rehearsals.core.words import Change
from tests.console.terminal import TINY, Terminal

#: A task more behind the gate, and T4 later.
MORE = """\
  - {id: T3B, title: Check the cable, party: si, after: [{task: T3, lag: 10m}], duration: 30m}
  - id: T4
"""


@pytest.fixture
def amending(callboard: Terminal) -> Terminal:
    """A terminal with an open run DR1 whose plan stands in plan.yaml, with changes."""
    callboard.opened()
    plan = callboard.folder / "plan.yaml"
    callboard.ok("amend", "DR1", "--write", str(plan))
    text = callboard.runbook(name="tiny.yaml")
    changed = Path(text).read_text(encoding="utf-8").replace("  - id: T4\n", MORE)
    changed = changed.replace("after: [T3]\n", "after: [T3, T3B]\n")
    plan.write_text(changed, encoding="utf-8")
    return callboard


def plan(callboard: Terminal) -> str:
    """The path of the changed plan."""
    return str(callboard.folder / "plan.yaml")


def propose(callboard: Terminal) -> str:
    """Propose the changed plan; what was said."""
    return callboard.ok("amend", "DR1", plan(callboard), "--reason", "old cable", "--as", "ann")


def test_the_plan_as_it_stands_can_be_written_and_given_back(callboard: Terminal) -> None:
    """What --write gave changes nothing, so that the diff is only what a person changed."""
    callboard.opened()
    path = str(callboard.folder / "plan.yaml")
    callboard.ok("amend", "DR1", "--write", path)
    said = callboard("amend", "DR1", path, "--reason", "none")
    assert said.code == 1
    assert "Nothing is changed." in said.err


def test_a_written_plan_is_not_written_over(amending: Terminal) -> None:
    """Somebody may be changing it."""
    said = amending("amend", "DR1", "--write", plan(amending))
    assert "is there already" in said.err


def test_without_a_reason_the_diff_is_only_shown(amending: Terminal) -> None:
    """With what it does to the plan."""
    out = amending.ok("amend", "DR1", plan(amending))
    assert "+ task T3B (Check the cable): added" in out
    assert "    after: T3 and 10 min" in out
    assert "~ task T4 (Put EES back): changed\n    after: T3 -> T3, T3B" in out
    assert "The planned finish moves: Mon 12 Jan 2026 10:30 GMT" in out
    assert "(40 min later)" in " ".join(out.split())
    assert "Nothing is proposed yet" in out
    assert amending("amendments", "DR1", "--json").data == []


def test_a_deadline_that_falls_is_said_first_and_loudly(callboard: Terminal) -> None:
    """T4 had a quarter of an hour to spare; who proposes the change sees it before it stands."""
    timed = TINY.replace("    end: true", "    not_after: 2026-01-12T10:45\n    end: true")
    callboard.opened(text=timed)
    later = timed.replace("after: [T2], duration: 30m", "after: [T2], duration: 1h")
    path = callboard.runbook(later, "later.yaml")
    said = (
        "!! NEWLY MISSED: T4 is finished (not after) by Mon 12 Jan 10:45 GMT; to spare: 15 min "
        "-> LATE by 15 min."
    )
    for reason in ((), ("--reason", "the SRO is late", "--as", "ann")):
        out = callboard.ok("amend", "DR1", path, *reason)
        assert said in " ".join(out.split())
        assert out.index("NEWLY MISSED") < out.index("The planned finish moves")
    effect = callboard("amendments", "DR1", "1", "--json").data["effect"]
    assert effect["deadlines"] == [
        {
            "id": "T4",
            "kind": "not_after",
            "at": "2026-01-12T10:45:00Z",
            "margin_minutes": {"before": 15, "after": -15},
            "newly_missed": True,
        }
    ]


def test_an_amendment_that_keeps_every_deadline_says_nothing_of_them(amending: Terminal) -> None:
    """Nobody reads what is always there."""
    assert "MISSED" not in amending.ok("amend", "DR1", plan(amending))


def test_a_proposal_waits_for_its_approval(amending: Terminal) -> None:
    """Then the run goes on with it."""
    assert "Amendment 1 proposed (T3B, T4): old cable" in propose(amending)
    assert "T3B" not in amending("ready", "DR1", "T4").out
    assert "1  PROPOSED: old cable (by ann," in amending.ok("amendments", "DR1")
    assert "Amendment 1 is the plan from now on" in amending.ok("approve", "DR1", "1")
    assert "T3B" in amending("ready", "DR1", "T4").out
    assert "1  APPROVED" in amending.ok("amendments", "DR1")


def test_the_reviewer_sees_what_it_does(amending: Terminal) -> None:
    """Also as data: the changes before and after, and what moves."""
    propose(amending)
    assert "The end of outage OUT-EES moves" in amending.ok("amendments", "DR1", "1")
    data = amending("amendments", "DR1", "1", "--json").data
    assert [(one["kind"], one["id"]) for one in data["changes"]] == [
        ("task", "T3B"),
        ("task", "T4"),
    ]
    assert data["effect"]["tasks"] == {"before": 4, "after": 5}
    assert data["effect"]["finish"]["after"] == "2026-01-12T11:10:00Z"


def test_the_reviewer_sees_what_has_come_in_between(amending: Terminal) -> None:
    """A proposal that would be refused by now says why."""
    changed = Path(plan(amending)).read_text(encoding="utf-8").replace("title: Prepare", "title: P")
    Path(plan(amending)).write_text(changed, encoding="utf-8")
    propose(amending)
    amending.ok("start", "DR1", "T1")
    out = " ".join(amending.ok("amendments", "DR1", "1").split())
    assert "As the run stands now it would be refused: T1 has begun" in out
    assert amending("amendments", "DR1", "1", "--json").data["refusal"]["code"] == "already-begun"
    assert "T1 has begun" in amending("approve", "DR1", "1").err


def test_a_rejected_amendment_stays_in_the_list(amending: Terminal) -> None:
    """With who rejected it, and why."""
    propose(amending)
    amending.ok("reject", "DR1", "1", "--reason", "too late", "--as", "bob")
    assert "rejected by bob, Mon 12 Jan 2026 09:00 GMT: too late" in amending.ok(
        "amendments", "DR1"
    )


def test_a_plan_with_errors_is_refused_with_their_lines(amending: Terminal) -> None:
    """As `check` says them."""
    path = Path(plan(amending))
    path.write_text(path.read_text(encoding="utf-8").replace("party: sro", "party: nobody"))
    said = amending("amend", "DR1", str(path), "--reason", "x")
    assert said.code == 1
    assert "plan.yaml:" in said.err
    assert "nobody" in said.err


@pytest.mark.parametrize(
    "argv",
    [
        ["amend", "DR1"],
        ["amend", "DR1", "a.yaml", "--write", "b.yaml"],
        ["amend", "DR1", "--write", "b.yaml", "--reason", "x"],
        ["amend", "DR1", "missing.yaml"],
        ["amendments", "DR1", "1"],
        ["approve", "DR1", "1"],
        ["reject", "DR1", "1", "--reason", "x"],
    ],
)
def test_what_cannot_be_meant_is_refused(callboard: Terminal, argv: list[str]) -> None:
    """With a next action, and no traceback."""
    callboard.opened()
    said = callboard(*argv)
    assert said.code == 1
    assert said.err.count("\n") <= 2


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"duration": "30m"}, {"duration": "1h30m"}, "takes: 30 min -> 1 h 30 min"),
        (
            {"duration": "30m"},
            {"duration": {"low": "10m", "likely": "20m", "high": "2h"}},
            "takes: 30 min -> 20 min (10 min to 2 h 00 min)",
        ),
        ({}, {"irreversible": True}, "irreversible: no -> yes"),
        ({"party": "si"}, {"party": "sro"}, "owner: si -> sro"),
        (
            {"not_before": "2026-07-12T09:00"},
            {"not_before": "T+90m"},
            "not before: Sun 12 Jul 2026 09:00 BST -> T+90m",
        ),
        ({"after": ["A"]}, {"after": [{"task": "A", "link": "SS"}]}, "after: A -> A (SS)"),
        ({"results": [{"id": "n", "expected": 1}]}, {}, "results: - n"),
        ({"run": {"wait": {"for": "0m"}}}, {}, 'done by a machine: {"wait": {"for": "0m"}} -> -'),
    ],
)
def test_a_changed_field_is_told_in_words(
    before: dict[str, object], after: dict[str, object], words: str
) -> None:
    """Lengths, times and links as people say them, old and new."""
    change = Change(kind="task", id="T", before={"id": "T", **before}, after={"id": "T", **after})
    assert list(change_lines(change, "Europe/London")) == ["~ task T: changed", f"    {words}"]


def test_a_gate_tells_its_criteria_one_by_one() -> None:
    """Not the whole list, of which nobody would see what differs."""
    change = Change(
        kind="gate",
        id="G",
        before={"id": "G", "criteria": [{"id": "A", "owner": "si"}, {"id": "B", "owner": "si"}]},
        after={"id": "G", "criteria": [{"id": "A", "owner": "sro"}, {"id": "C", "title": "New"}]},
    )
    assert list(change_lines(change, "UTC"))[1:] == [
        "    criteria: A, owner: si -> sro",
        "    criteria: - B",
        "    criteria: + C New",
    ]


def test_what_is_taken_out_is_told_in_a_line() -> None:
    """And what closes an outage by the task and its end."""
    gone = Change(kind="task", id="T", before={"id": "T", "title": "Do T"})
    assert list(change_lines(gone, "UTC")) == ["- task T (Do T): taken out"]
    closes = {"closes": {"task": "T9", "at": "finish"}}
    added = Change(kind="outage", id="O", after={"system": "EES", **closes})
    assert list(change_lines(added, "UTC"))[2] == "    closes at: the finish of T9"
