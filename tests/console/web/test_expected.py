"""What is expected of a run: what has happened, then likely durations along the links."""

from __future__ import annotations

import pytest

from console.standing import Standing, standing
from console.web.views.expected import expected
from rehearsals.core import commands as c
from rehearsals.outlook.outages import outage_of
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from tests.console.web.nights import m10_night

CHAIN = a_runbook(
    a_task("A"),
    a_task("B", "A"),
    a_task("C", "B", duration="1h"),
    a_task("D", "A", duration="10m", end=True),
)


def stands(trial: Trial, minutes: float) -> Standing:
    """A trial as it stands so many minutes after it was opened."""
    return standing(trial.state, at(minutes))


def test_expected_is_the_plan_before_anything_happens() -> None:
    """A run that has just been opened is expected to go as planned."""
    looked = stands(Trial(CHAIN), 0)
    assert expected(looked).dates == dict(looked.dates)


def test_a_running_task_is_expected_to_end_after_its_likely_duration() -> None:
    """Started ten minutes late, it ends ten minutes late, and so does what rests on it."""
    trial = Trial(CHAIN)
    trial.start(10, "A")
    dates = expected(stands(trial, 20)).dates
    assert (dates["A"].start, dates["A"].finish) == (at(10), at(40))
    assert (dates["B"].start, dates["C"].finish) == (at(40), at(130))


def test_a_task_that_runs_too_long_is_expected_to_end_now() -> None:
    """Nothing that is unfinished is expected in the past."""
    trial = Trial(CHAIN)
    trial.start(0, "A")
    assert expected(stands(trial, 75)).dates["A"].finish == at(75)


def test_what_is_ready_and_not_begun_is_expected_from_now_on() -> None:
    """An idle hour pushes what has not begun."""
    trial = Trial(CHAIN)
    trial.do(0, 30, "A")
    dates = expected(stands(trial, 90)).dates
    assert (dates["B"].start, dates["B"].finish) == (at(90), at(120))


def test_a_failed_task_is_expected_to_be_done_again() -> None:
    """Its whole duration lies ahead."""
    trial = Trial(CHAIN)
    trial.start(0, "A")
    trial.ask(20, c.FailTask, task="A", reason="no space")
    assert expected(stands(trial, 25)).dates["A"].finish == at(55)


def test_a_deferred_gate_is_expected_when_it_is_taken_up_again() -> None:
    """A deferral says until when."""
    book = a_runbook(a_task("M"), gates=[a_gate("G1", "M", criteria=[])])
    trial = Trial(book)
    trial.start(0, "M")
    trial.decide(5, "G1", "deferred", until=at(120))
    assert expected(stands(trial, 10)).dates["M"].finish >= at(120)


def test_the_chain_follows_what_really_lets_a_task_go() -> None:
    """The later of two predecessors drives, as it turned out and not as it was planned."""
    book = a_runbook(a_task("A"), a_task("B", duration="1h"), a_task("C", "A", "B", end=True))
    trial = Trial(book)
    planned = expected(stands(trial, 0))
    trial.do(0, 20, "B")
    trial.start(5, "A")
    assert planned.chain("C") == ("B", "C")
    assert expected(stands(trial, 50)).chain("C") == ("A", "C")


def test_an_outage_is_expected_to_end_with_the_task_that_closes_it() -> None:
    """The end moves with the task; what is open is never expected to end in the past."""
    edges = {"opens": {"task": "A", "at": "start"}, "closes": {"task": "B", "at": "finish"}}
    book = a_runbook(a_task("A"), a_task("B", "A"), outages={"O": {"system": "EES", **edges}})
    trial = Trial(book)
    trial.start(15, "A")
    looked = stands(trial, 20)
    on_time = outage_of(expected(looked), "O")
    assert (on_time.opens_at, on_time.ends_at) == (at(15), at(75))
    late = outage_of(expected(stands(trial, 200)), "O")
    assert (late.opens_at, late.ends_at) == (at(15), at(230))


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.62, 0.9, 1.0])
def test_no_unfinished_task_is_expected_before_now(share: float) -> None:
    """At no time of a whole night; and every task stands behind its predecessors."""
    looked = m10_night(share)
    ahead = expected(looked)
    unfinished = [task for task in ahead.dates if not looked.state.task(task).settled]
    assert all(ahead.dates[task].finish >= looked.now for task in unfinished)
    for task in unfinished:
        record = looked.state.task(task)
        if record.started_at is None:
            before = looked.state.index.before[task]
            freed = [ahead.dates[link.task].finish for link in before]
            assert ahead.dates[task].start >= max([looked.now, *freed])


def test_nothing_is_expected_of_a_run_that_is_over() -> None:
    """What was not done when a run was abandoned has no dates."""
    trial = Trial(CHAIN)
    trial.do(0, 30, "A")
    trial.ask(40, c.AbandonRun, reason="enough")
    assert list(expected(stands(trial, 50)).dates) == ["A"]


def test_what_is_overdue_and_what_hangs_on_it_has_no_expected_time() -> None:
    """Their dates move with the clock: they are the earliest, and say so."""
    trial = Trial(CHAIN)
    trial.start(0, "A")
    late, on_time = expected(stands(trial, 75)), expected(stands(trial, 20))
    assert (late.overdue, late.hanging) == (frozenset({"A"}), frozenset({"B", "C", "D"}))
    assert (late.doubt("A"), late.doubt("A", "start")) == ("overdue", "")
    assert late.doubt("C", "start") == "after what is overdue"
    assert not on_time.overdue
    assert not on_time.hanging


def test_what_another_task_lets_go_later_does_not_hang_on_the_overdue_one() -> None:
    """Only what really waits for an overdue task has no expected time."""
    book = a_runbook(a_task("A"), a_task("B", duration="5h"), a_task("C", "A", "B", end=True))
    trial = Trial(book)
    trial.start(0, "A")
    trial.start(0, "B")
    ahead = expected(stands(trial, 60))
    assert (ahead.overdue, ahead.hanging) == (frozenset({"A"}), frozenset())


def test_the_end_of_an_outage_that_hangs_on_overdue_work_is_in_doubt() -> None:
    """Its opening has happened, and is not."""
    edges = {"opens": {"task": "A", "at": "start"}, "closes": {"task": "B", "at": "finish"}}
    book = a_runbook(a_task("A"), a_task("B", "A"), outages={"O": {"system": "EES", **edges}})
    trial = Trial(book)
    trial.start(0, "A")
    late = outage_of(expected(stands(trial, 200)), "O")
    assert (late.opens_doubt, late.ends_doubt) == ("", "after what is overdue")
