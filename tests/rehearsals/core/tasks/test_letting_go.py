"""When a link of each kind lets a task start, by facts alone."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core.readiness import ready_at, task_state
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.rehearsals.core.answers import refused, taken


def linked(link: str = "FS", lag: str = "0m", **first: object) -> Trial:
    """A of 30 minutes, then B by a link."""
    after = [{"task": "A", "link": link, "lag": lag}]
    return Trial(a_runbook(a_task("A", **first), a_task("B", after=after, end=True)))


def ready(trial: Trial, task: str = "B") -> datetime | None:
    """When a task is ready, as far as it is known."""
    return ready_at(trial.state, task)


def test_one_that_starts_with_another_is_ready_when_that_has_begun() -> None:
    """And a lag later, if there is one."""
    trial = linked("SS", "10m")
    assert ready(trial) is None
    trial.start(5, "A")
    assert ready(trial) == at(15)
    assert task_state(trial.state, "B", at(14)) == "waiting"
    assert task_state(trial.state, "B", at(15)) == "ready"


def test_a_start_is_not_known_before_it_happens() -> None:
    """A lead on a start counts as none."""
    trial = linked("SS", "-10m")
    trial.start(5, "A")
    assert ready(trial) == at(5)


def test_one_that_starts_with_what_is_skipped_is_ready_with_the_skip() -> None:
    """What is left out neither begins nor ends; it is over."""
    trial = linked("SS", "10m")
    taken(trial.ask(5, c.SkipTask, task="A", reason="not needed"))
    assert ready(trial) == at(15)


def test_what_failed_had_begun() -> None:
    """A task that starts with it may start still, as from its first attempt."""
    trial = linked("SS")
    trial.start(5, "A")
    taken(trial.ask(10, c.FailTask, task="A", reason="no space"))
    trial.start(20, "A")
    assert ready(trial) == at(5)


def test_links_that_hold_the_finish_let_start() -> None:
    """At once."""
    for link in ("FF", "SF"):
        assert ready(linked(link)) == at(0)


def test_all_links_of_a_pair_count() -> None:
    """Begun after it, done after it: two links between the same tasks."""
    both = [{"task": "A", "link": "SS", "lag": "5m"}, {"task": "A", "link": "FF", "lag": "5m"}]
    trial = Trial(a_runbook(a_task("A"), a_task("B", after=both, end=True)))
    trial.start(0, "A")
    trial.start(5, "B")
    assert refused(trial.ask(20, c.CompleteTask, task="B")).code == "finish-held"
    trial.done(30, "A")
    trial.done(35, "B")
    assert trial.state.status == "finished"


def test_a_fixed_start_is_not_begun_before_its_time() -> None:
    """The later of it and of a not-before counts."""
    later = a_task("A", fixed="T+20m", not_before="T+10m", end=True)
    trial = Trial(a_runbook(later))
    assert ready(trial, "A") == at(20)
    assert refused(trial.ask(19, c.StartTask, task="A")).code == "too-early"


def test_what_waits_for_a_start_or_an_end_is_not_left_out_before() -> None:
    """By a link of any kind: its successors would pass what is open."""
    for link in ("FS", "SS", "FF", "SF"):
        trial = linked(link, "10m")
        skip = {"task": "B", "reason": "not needed"}
        assert refused(trial.ask(1, c.SkipTask, **skip)).code == "predecessors-open"
        trial.start(2, "A")
        if link in ("FS", "FF"):
            assert refused(trial.ask(3, c.SkipTask, **skip)).code == "predecessors-open"
            trial.done(4, "A")
        taken(trial.ask(5, c.SkipTask, **skip))
