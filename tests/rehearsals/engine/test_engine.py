"""The engine on real time, with people acting beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.decide import decide
from rehearsals.core.events import Fact, TaskFailed, TaskOutcomeUnknown, TaskStarted
from rehearsals.core.opening import open_run
from rehearsals.desk import Answer, Desk
from rehearsals.engine.automation import Automation
from rehearsals.engine.clock import SystemClock, VirtualClock
from rehearsals.engine.engine import Engine
from rehearsals.engine.executor import Executor, JobOutcome
from rehearsals.engine.local import LocalExecutor
from rehearsals.engine.settings import Settings
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Lease
from rehearsals.names import REFUSALS
from rehearsals.testing import (
    OPENED,
    InstantExecutor,
    Trial,
    a_runbook,
    a_task,
    an_opened_run,
    an_opening,
    asked,
    at,
)
from runbooks.errors import LeaseHeld
from runbooks.model import Runbook
from tests.rehearsals.core.answers import taken
from tests.waiting import until

AUTOMATED = {"run": {"wait": {"for": "0m"}}, "on_unknown": "retry"}


class Watcher:
    """A follower that sees every fact, as any other reader of the journal would."""

    name = "watcher"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.facts: list[Fact] = []

    def step(self, now: datetime) -> datetime | None:
        """Read what is new."""
        _ = now
        self.facts = self._desk.facts("DR1")
        return None

    def has_seen(self, facts: int) -> bool:
        """Whether so many things have happened."""
        return len(self.facts) >= facts

    def has(self, kind: type[Any], task: str) -> bool:
        """Whether such a thing has happened to a task."""
        return any(isinstance(f.event, kind) and f.event.task == task for f in self.facts)


def an_open_run(runbook: Runbook) -> Desk:
    """A desk on real time with a run DR1."""
    desk = Desk(MemoryJournal(), SystemClock().now)
    desk.open(an_opened_run(runbook), "DR1")
    return desk


def an_engine(desk: Desk, executor: Executor, **changes: Any) -> Engine:
    """An engine of run DR1 with a desk of its own on the same journal."""
    own = Desk(desk.journal, desk.now)
    return Engine(desk=own, run="DR1", executor=executor, **changes)


def in_background(engine: Engine) -> Callable[[], None]:
    """Run an engine in a thread; the function waits for its end."""
    thread = Thread(target=engine.run, daemon=True)
    thread.start()

    def wait() -> None:
        thread.join(timeout=30)
        assert not thread.is_alive()

    return wait


def test_engine_runs_automated_tasks_in_order_to_the_end() -> None:
    """Machines do their tasks as soon as they are ready, and the run closes."""
    desk = an_open_run(a_runbook(a_task("A", **AUTOMATED), a_task("B", "A", **AUTOMATED)))

    state = an_engine(desk, LocalExecutor(Settings(home=Path("unused")))).run()

    assert state.status == "finished"
    started = [f.event.task for f in desk.facts("DR1") if isinstance(f.event, TaskStarted)]
    assert started == ["A", "B"]


def test_engine_goes_on_when_a_person_acts() -> None:
    """A command from another desk wakes the engine: what it lets go is started."""
    desk = an_open_run(a_runbook(a_task("A"), a_task("B", "A", **AUTOMATED)))
    wait = in_background(an_engine(desk, LocalExecutor(Settings(home=Path("unused")))))

    desk.submit("DR1", asked(c.StartTask, task="A"))
    desk.submit("DR1", asked(c.CompleteTask, task="A"))

    wait()
    assert desk.state("DR1").status == "finished"


def test_engine_keeps_a_success_until_another_task_lets_the_finish_go() -> None:
    """The machine is done at once; its task is done with the one that holds its finish."""
    after = [{"task": "A", "link": "FF"}]
    desk = an_open_run(a_runbook(a_task("A"), {**a_task("B", **AUTOMATED), "after": after}))
    watcher = Watcher(Desk(desk.journal, desk.now))
    wait = in_background(an_engine(desk, InstantExecutor(), followers=[watcher]))
    until(lambda: watcher.has(TaskStarted, "B"))

    desk.submit("DR1", asked(c.StartTask, task="A"))
    desk.submit("DR1", asked(c.CompleteTask, task="A"))

    wait()
    assert [a.outcome for a in desk.state("DR1").task("B").attempts] == ["done"]


def test_person_starts_a_failed_automated_task_again() -> None:
    """A failed attempt waits for a person; the engine carries out the next one."""
    desk = an_open_run(a_runbook(a_task("A", **AUTOMATED)))
    watcher = Watcher(Desk(desk.journal, desk.now))
    engine = an_engine(desk, InstantExecutor(fail_first={"A"}), followers=[watcher])
    wait = in_background(engine)
    until(lambda: watcher.has(TaskFailed, "A"))

    desk.submit("DR1", asked(c.StartTask, task="A"))

    wait()
    assert [a.outcome for a in desk.state("DR1").task("A").attempts] == ["failed", "done"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("10%\r20%\rdisk full", "10%\n20%\ndisk full"),
        ("\x1b[31mdisk full", "\ufffd[31mdisk full"),
        ("no \udcff", "no ?"),
        (" ", "no reason given"),
        ("x" * 9_000, "x" * 4_000),
    ],
)
def test_whatever_a_machine_says_its_attempt_has_failed(said: str, kept: str) -> None:
    """A failure whose words the run refused would leave the attempt running for ever."""
    trial = Trial(a_runbook(a_task("A", **AUTOMATED)))
    trial.ask(1, c.StartTask, task="A", channel="engine")
    outcome = JobOutcome(task="A", attempt=1, ok=False, reason=said)

    automation = Automation(trial.state, InstantExecutor())
    (command,) = automation.outcome_commands(trial.state, (outcome,), at(2))
    (event,) = taken(decide(trial.state, command, at(2)))

    assert isinstance(event, TaskFailed)
    assert event.reason == kept


@pytest.mark.parametrize(
    ("on_unknown", "outcomes"), [("retry", ["unknown", "done"]), ("ask", ["unknown"])]
)
def test_engine_marks_what_a_dead_engine_left_running(on_unknown: str, outcomes: list[str]) -> None:
    """Nobody knows what an attempt did whose engine died; retried, or left to a person."""
    task = a_task("A", run={"shell": {"argv": ["true"]}}, on_unknown=on_unknown)
    desk = an_open_run(a_runbook(task))
    desk.submit("DR1", asked(c.StartTask, task="A", channel="engine"))
    watcher = Watcher(Desk(desk.journal, desk.now))
    engine = an_engine(desk, InstantExecutor(), followers=[watcher])

    wait = in_background(engine)
    until(lambda: watcher.has(TaskOutcomeUnknown, "A"))
    if on_unknown == "ask":
        engine.stop()
    wait()

    assert [a.outcome for a in desk.state("DR1").task("A").attempts] == outcomes


def test_cut_off_wait_goes_on_where_it_was() -> None:
    """A wait has done nothing yet: it is taken up again, and what was waited counts."""
    desk = an_open_run(a_runbook(a_task("A", run={"wait": {"for": "8h"}})))
    early = Desk(desk.journal, lambda: desk.now() - timedelta(hours=3))
    early.submit("DR1", asked(c.StartTask, task="A", channel="engine"))
    executor = InstantExecutor()

    state = an_engine(desk, executor).run()

    assert [a.outcome for a in state.task("A").attempts] == ["unknown", "done"]
    (job,) = executor.jobs
    assert 3 * 3600 <= job.waited < 3 * 3600 + 60


def test_outage_of_the_clock_opens_and_closes_by_itself() -> None:
    """A window that has begun is opened at once; it closes when its time has come."""
    runbook = a_runbook(
        a_task("A"),
        outages={"OUT": {"system": "EES", "from": "2026-01-12T08:00", "to": "2026-01-12T09:30"}},
    )
    desk = an_open_run(runbook)
    watcher = Watcher(Desk(desk.journal, desk.now))
    engine = an_engine(desk, InstantExecutor(), followers=[watcher])
    wait = in_background(engine)

    until(lambda: desk.state("DR1").outage("OUT").closed_at)

    engine.stop()
    wait()


def test_second_engine_of_a_run_is_refused() -> None:
    """One engine a run: the lease says who."""
    desk = an_open_run(a_runbook(a_task("A")))
    running = Event()
    first = an_engine(desk, InstantExecutor(), followers=[Signal(running)])
    wait = in_background(first)
    assert running.wait(10)

    with pytest.raises(LeaseHeld):
        an_engine(desk, InstantExecutor()).run()

    first.stop()
    wait()


def test_stopped_engine_lets_go_of_the_run() -> None:
    """After a stop another engine can carry on at once."""
    desk = an_open_run(a_runbook(a_task("A")))
    first = an_engine(desk, InstantExecutor())
    first.stop()
    assert first.run().status == "open"

    second = an_engine(desk, InstantExecutor())
    second.stop()

    assert second.run().status == "open"


def test_what_ends_while_the_engine_stops_is_still_filed_under_its_lease() -> None:
    """A stopped engine ends its jobs first, files what they did, and only then lets go."""
    desk = an_open_run(a_runbook(a_task("A", **AUTOMATED), a_task("B", "A")))
    held_at_close: list[bool] = []
    executor = InstantExecutor(
        at_close=lambda: held_at_close.append(desk.journal.lease("run/DR1") is not None)
    )
    watcher = Watcher(Desk(desk.journal, desk.now))
    engine = an_engine(desk, executor, followers=[watcher])
    wait = in_background(engine)
    until(lambda: executor.jobs)

    engine.stop()
    wait()

    assert held_at_close == [True]
    assert [a.outcome for a in desk.state("DR1").task("A").attempts] == ["done"]
    assert desk.journal.lease("run/DR1") is None


def test_retry_asked_for_while_no_engine_runs_is_carried_out_by_the_next() -> None:
    """What a person asked for was acknowledged, so it happens."""
    desk = an_open_run(a_runbook(a_task("A", run={"wait": {"for": "0m"}}, on_unknown="ask")))
    desk.submit("DR1", asked(c.StartTask, task="A", channel="engine"))
    desk.submit("DR1", asked(c.FailTask, task="A", reason="no answer", channel="engine"))
    desk.submit("DR1", asked(c.StartTask, task="A"))

    state = an_engine(desk, InstantExecutor()).run()

    assert state.status == "finished"
    assert [a.outcome for a in state.task("A").attempts] == ["failed", "done"]


def test_follower_that_fails_does_not_stop_the_run() -> None:
    """The cutover goes on, whatever a reader of its journal does."""
    desk = an_open_run(a_runbook(a_task("A", **AUTOMATED)))

    state = an_engine(desk, InstantExecutor(), followers=[Broken()]).run()

    assert state.status == "finished"


class SetBack(Desk):
    """A desk whose clock is set back by an hour between looking and deciding, each time."""

    asked = 0

    def now_in(self, run: str) -> datetime:
        """An hour later than it is when commands are decided."""
        return super().now_in(run) + timedelta(hours=1)

    def submit_all(
        self, run: str, commands: Sequence[c.AnyCommand], *, fence: Lease | None = None
    ) -> tuple[Answer, ...]:
        """As any desk does, and counted."""
        self.asked += bool(commands)
        return super().submit_all(run, commands, fence=fence)


def test_engine_rests_after_a_refusal_and_journals_it_once() -> None:
    """What looked due was too early after all; that is no reason to ask at every turn."""
    machine = a_task("A", not_before="2026-01-12T09:30", **AUTOMATED)
    people = Desk(MemoryJournal(), VirtualClock(at(0)).now)
    people.open(an_opened_run(a_runbook(machine)), "DR1")
    desk = SetBack(people.journal, people.now)
    watcher = Watcher(Desk(people.journal, people.now))
    engine = Engine(desk=desk, run="DR1", executor=InstantExecutor(), followers=[watcher])
    wait = in_background(engine)
    until(lambda: people.journal.head(REFUSALS).seq)

    for turn in range(20):
        people.submit("DR1", asked(c.AddNote, text=f"turn {turn}"))
        until(partial(watcher.has_seen, turn + 2))
    engine.stop()

    wait()
    assert 1 <= desk.asked < 10
    assert people.journal.head(REFUSALS).seq == 1


class Broken:
    """A follower that always fails."""

    name = "broken"

    def step(self, now: datetime) -> datetime | None:
        """Fail."""
        raise RuntimeError(f"broken at {now}")


class Signal:
    """A follower that only says that it has been stepped."""

    name = "signal"

    def __init__(self, stepped: Event) -> None:
        self._stepped = stepped

    def step(self, now: datetime) -> datetime | None:
        """Say so."""
        _ = now
        self._stepped.set()
        return None


def test_engine_of_a_scaled_run_starts_machines_when_it_is_time_in_the_run() -> None:
    """An hour of the run is a real second; a wait of ten minutes is over in no time."""
    machine = a_task("A", not_before="2026-01-12T10:00", run={"wait": {"for": "10m"}})
    desk = Desk(MemoryJournal(), SystemClock().now)
    opening = an_opening(a_runbook(machine), factor=3600)
    opened = open_run(opening, now=OPENED, actor="ann", channel="test", real_now=desk.now())
    desk.open(opened, "DR1")

    state = an_engine(desk, LocalExecutor(Settings(home=Path("unused")))).run()

    (attempt,) = state.task("A").attempts
    assert state.status == "finished"
    assert attempt.started_at >= at(60)
    assert attempt.ended_at is not None
    assert attempt.ended_at >= attempt.started_at + timedelta(minutes=10)
