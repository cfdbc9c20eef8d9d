"""Tasks that wait for outage notices: done once those are out, and plain about what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from rehearsals.engine.automation import retries_itself
from rehearsals.engine.executor import Job
from rehearsals.engine.settings import Settings
from rehearsals.engine.work import perform
from rehearsals.testing import a_task
from runbooks.errors import WorkFailed, WorkInterrupted
from runbooks.tasks import NotifyRun, Task

SETTINGS = Settings(home=Path("unused"))


class Scripted:
    """Says that nothing is out so many times, then that all is."""

    def __init__(self, *, after: int) -> None:
        self.asked: list[tuple[str, str, int]] = []
        self._after = after

    def told(self, run: str, task: str, attempt: int) -> bool:
        """Whether it was asked often enough."""
        self.asked.append((run, task, attempt))
        return len(self.asked) > self._after

    def missing(self, run: str, notify: NotifyRun) -> str:
        """What is always missing."""
        return f"Draft {run}-OUT-EES#1 ({notify.told}) is not approved yet."


def a_notify_job(**changes: Any) -> Job:
    """The first attempt at a task that waits until its outages are announced."""
    task = Task.model_validate(a_task("A", run={"notify": {"told": "announced", **changes}}))
    return Job(run="DR1", task=task, attempt=1)


def test_it_is_done_once_the_notices_are_out() -> None:
    """The job asks for its own attempt until that was told."""
    told = Scripted(after=1)

    perform(a_notify_job(), SETTINGS, Event(), told)

    assert told.asked == [("DR1", "A", 1)] * 2


def test_its_timeout_names_what_is_not_approved() -> None:
    """Whoever reads the failure knows what to approve."""
    with pytest.raises(WorkFailed, match=r"Draft DR1-OUT-EES#1 \(announced\) is not approved yet"):
        perform(a_notify_job(timeout="0m"), SETTINGS, Event(), Scripted(after=9))


def test_time_that_an_attempt_before_it_waited_counts() -> None:
    """An engine that was stopped does not make the timeout longer."""
    job = replace(a_notify_job(timeout="1h"), waited=3600)
    with pytest.raises(WorkFailed, match="longer than its timeout"):
        perform(job, SETTINGS, Event(), Scripted(after=9))


def test_it_is_interrupted_when_the_engine_stops() -> None:
    """Its outcome stays unknown, and it begins anew with the next engine."""
    stop = Event()
    stop.set()
    job = a_notify_job()
    with pytest.raises(WorkInterrupted):
        perform(job, SETTINGS, stop, Scripted(after=9))
    assert retries_itself(job.task)


def test_without_anybody_who_keeps_notices_it_fails() -> None:
    """Nothing is taken for told."""
    with pytest.raises(WorkFailed, match="nobody keeps them"):
        perform(a_notify_job(), SETTINGS, Event())


def test_simulated_it_waits_for_nothing() -> None:
    """A simulation draws how long it takes."""
    perform(replace(a_notify_job(), simulated=True), SETTINGS, Event(), Scripted(after=9))
