"""What Callboard is about, in the order in which one meets it. Read from the top."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dependencies.anchor import anchor
from dependencies.check import check, load
from dependencies.planner import plan
from rehearsals.core import commands as c
from rehearsals.core.events import TaskFinished, TaskStarted
from rehearsals.core.readiness import ready_at, task_state
from rehearsals.desk import Desk
from rehearsals.journal.sql import open_journal
from rehearsals.journal.verify import verify_stream
from rehearsals.testing import OPENED, Trial, a_gate, a_runbook, a_task, an_opened_run, asked, at
from runbooks.clocktime import local
from runbooks.library import Source
from runbooks.writer import dump


def test_a_runbook_is_text_that_people_write() -> None:
    """A runbook is YAML; what is read from it and written again is the same runbook."""
    runbook = load("m10")

    again = check(Source(name="again.yaml", text=dump(runbook))).runbook

    assert again == runbook


def test_a_runbook_is_checked_before_anybody_relies_on_it() -> None:
    """Every problem is named at once, with its place."""
    text = dump(a_runbook(a_task("A", party="nobody"), a_task("B", "Z")))

    found = check(Source(name="trial.yaml", text=text)).errors

    assert {error.finding.rule for error in found} == {"unknown-party", "unknown-task"}
    assert all(error.line > 1 for error in found)


def test_a_plan_says_when_and_why() -> None:
    """Dates follow from links, durations and fixed times, and each knows what drives it."""
    planned = plan(a_runbook(a_task("A"), a_task("B", "A", not_before="2026-01-12T12:00")))

    assert local(planned.tasks["A"].early_finish, "Europe/London") == "Mon 12 Jan 2026 09:30 GMT"
    assert planned.tasks["B"].early_start == at(180)
    assert planned.tasks["B"].driven_by == "not_before"


def test_a_rehearsal_is_held_on_another_day_at_the_same_wall_clock_time() -> None:
    """Anchoring moves every local time by whole days; here from summer time into winter."""
    moved = anchor(load("m10"), date(2026, 2, 6), "G3", "G9")

    start = plan(moved.runbook, moved.scope).tasks["M10-021"].early_start

    assert local(start, "Europe/London") == "Fri 06 Feb 2026 16:30 GMT"


def test_what_happens_is_a_fact_and_the_state_follows_from_the_facts() -> None:
    """A command is decided into facts; the state is what the facts amount to."""
    trial = Trial(a_runbook(a_task("A")))

    trial.do(5, 20, "A")

    assert [type(fact.event) for fact in trial.facts[1:3]] == [TaskStarted, TaskFinished]
    assert trial.state.task("A").settled_at == at(20)


def test_readiness_is_derived_so_waiting_and_work_are_known() -> None:
    """From ready to started somebody was awaited; from started to finished they worked."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A")))
    trial.do(0, 10, "A")
    trial.do(25, 40, "B")

    ready, attempt = ready_at(trial.state, "B"), trial.state.task("B").attempts[0]

    assert ready == at(10)
    assert (attempt.started_at, attempt.ended_at) == (at(25), at(40))


def test_a_command_that_does_not_fit_is_refused_with_the_next_action() -> None:
    """A refusal says why, and what to do instead; nothing has happened."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A")))

    refusal = trial.ask(1, c.StartTask, task="B")

    assert isinstance(refusal, c.Refusal)
    assert str(refusal) == "B waits for A. Finish those first."
    assert len(trial.facts) == 1


def test_a_gate_is_passed_by_a_decision_on_evidence_and_by_nothing_else() -> None:
    """The meeting runs like a task; only a go, which needs evidence, lets anything behind it go."""
    trial = Trial(a_runbook(a_task("M"), a_task("B", "M"), gates=[a_gate("G1", "M")]))
    trial.start(0, "M")
    assert isinstance(trial.decide(5, "G1"), c.Refusal)

    trial.show(6, "G1")
    trial.decide(10, "G1")

    assert task_state(trial.state, "B", at(10)) == "ready"


def test_what_was_acknowledged_is_on_disk(tmp_path: Path) -> None:
    """Another process, later, finds the same facts, and can verify that nobody changed them."""
    first = open_journal(tmp_path / "journal.sqlite")
    desk = Desk(first, lambda: OPENED)
    desk.open(an_opened_run(a_runbook(a_task("A"))), "DR1")
    desk.submit("DR1", asked(c.StartTask, task="A"))
    first.close()

    second = open_journal(tmp_path / "journal.sqlite")

    assert Desk(second, lambda: OPENED).state("DR1").task("A").progress == "running"
    assert verify_stream(second.read("run/DR1")).seq == 2
    second.close()


@pytest.mark.parametrize("name", ["m10", "m11"])
def test_the_shipped_runbooks_say_that_they_are_illustrative(name: str) -> None:
    """Sample data is never passed off as the programme's own plan."""
    assert "illustrative" in (load(name).notice or "").lower()
