"""A lead: how long before the likely finish of its predecessor a task may start."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core.readiness import open_predecessors
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from tests.rehearsals.core.answers import refused, taken
from tests.rehearsals.core.tasks.test_letting_go import linked, ready


def test_a_lead_counts_from_the_likely_finish_of_what_runs() -> None:
    """Ten minutes before the end of half an hour; nobody knows before it has begun."""
    trial = linked("FS", "-10m")
    assert ready(trial) is None
    assert open_predecessors(trial.state, "B") == ("A",)
    trial.start(5, "A")
    assert ready(trial) == at(25)
    assert open_predecessors(trial.state, "B") == ()


def test_a_lead_longer_than_the_work_lets_go_when_it_begins() -> None:
    """Never before that."""
    trial = linked("FS", "-2h")
    trial.start(5, "A")
    assert ready(trial) == at(5)


def test_an_end_before_its_time_lets_go_at_once() -> None:
    """Not ten minutes before it happened: nobody knew then."""
    trial = linked("FS", "-10m")
    trial.do(5, 12, "A")
    assert ready(trial) == at(12)


def test_an_end_after_its_time_changes_nothing() -> None:
    """What was ready has been ready since the likely finish allowed it."""
    trial = linked("FS", "-10m")
    trial.do(5, 90, "A")
    assert ready(trial) == at(25)


def test_a_failure_is_no_likely_finish() -> None:
    """The lead counts anew from the next attempt."""
    trial = linked("FS", "-10m")
    trial.start(0, "A")
    taken(trial.ask(15, c.FailTask, task="A", reason="no space"))
    assert ready(trial) is None
    trial.start(40, "A")
    assert ready(trial) == at(60)


def test_a_likely_finish_that_another_holds_is_not_before_that_lets_go() -> None:
    """And nobody can say as long as the other is open."""
    runbook = a_runbook(
        a_task("Q"),
        a_task("A", after=[{"task": "Q", "link": "FF", "lag": "20m"}]),
        a_task("B", after=[{"task": "A", "lag": "-10m"}], end=True),
    )
    trial = Trial(runbook)
    trial.start(0, "A")
    trial.start(1, "Q")
    assert ready(trial) is None
    trial.done(60, "Q")
    assert ready(trial) == at(70)


def test_a_likely_finish_counts_working_time() -> None:
    """Two hours of work begun an hour before the office closes end an hour after it opens."""
    office = {"calendars": {"office": {"hours": "09:00-17:00"}}}
    after = [{"task": "A", "lag": "-30m"}]
    tasks = (a_task("A", duration="2h", calendar="office"), a_task("B", after=after, end=True))
    trial = Trial(a_runbook(*tasks, **office))
    trial.start(7 * 60, "A")
    assert ready(trial) == at(24 * 60 + 30)


def test_no_lead_on_a_decision() -> None:
    """A go is not likely: it is given."""
    after = [{"task": "M", "lag": "-20m"}]
    tasks = (a_task("M"), a_task("B", after=after, end=True))
    trial = Trial(a_runbook(*tasks, gates=[a_gate("G", "M")]))
    trial.start(0, "M")
    assert ready(trial) is None
    trial.show(50, "G")
    taken(trial.decide(55, "G"))
    assert ready(trial) == at(55)


def test_a_lead_lets_nothing_be_left_out_before_the_end() -> None:
    """What follows would pass what still runs."""
    trial = linked("FS", "-10m")
    trial.start(0, "A")
    skip = {"task": "B", "reason": "not needed"}
    assert refused(trial.ask(25, c.SkipTask, **skip)).code == "predecessors-open"
