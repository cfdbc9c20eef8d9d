"""The desk: commands become durable once, on whatever state the journal has by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rehearsals.core import commands as c
from rehearsals.core.opening import open_run
from rehearsals.desk import Desk
from rehearsals.engine.clock import VirtualClock
from rehearsals.journal.memory import MemoryJournal
from rehearsals.names import REFUSALS, next_run_id, resolve_run
from rehearsals.testing import (
    OPENED,
    a_runbook,
    a_task,
    an_opened_run,
    an_opening,
    asked,
    at,
)
from runbooks.clocktime import rfc3339
from runbooks.errors import JournalError, Refused, RunNotFound

#: When the scaled runs of these tests are really opened.
REAL = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def a_desk(journal: MemoryJournal | None = None) -> Desk:
    """A desk a minute after the opening."""
    return Desk(journal or MemoryJournal(), lambda: at(1))


def an_open_desk(*task_ids: str) -> Desk:
    """A desk with a run DR1 of tasks that do not depend on each other."""
    desk = a_desk()
    desk.open(an_opened_run(a_runbook(*(a_task(task_id) for task_id in task_ids))), "DR1")
    return desk


def test_repeated_command_id_gets_the_same_answer_once() -> None:
    """A double click is a no-op: the same facts, nothing new in the journal."""
    desk = an_open_desk("A")
    command = asked(c.StartTask, task="A")

    first = desk.submit("DR1", command)
    second = desk.submit("DR1", command)

    assert first == second
    assert desk.journal.head("run/DR1").seq == 2


def test_repeated_command_id_is_known_to_another_desk() -> None:
    """The journal remembers, not the process."""
    desk = an_open_desk("A")
    command = asked(c.StartTask, task="A")
    desk.submit("DR1", command)

    again = Desk(desk.journal, desk.now).submit("DR1", command)

    assert [type(fact.event).__name__ for fact in again] == ["TaskStarted"]
    assert desk.journal.head("run/DR1").seq == 2


def test_an_id_that_somebody_else_used_is_no_repeat() -> None:
    """Whoever has it now must not think that theirs was done."""
    desk = an_open_desk("A", "B")
    desk.submit("DR1", asked(c.StartTask, task="A", id="one"))

    with pytest.raises(Refused, match="Somebody else gave a command with this id"):
        desk.submit("DR1", asked(c.StartTask, task="B", id="one", actor="bob"))
    assert desk.journal.head("run/DR1").seq == 2


def test_command_is_decided_again_when_somebody_else_was_first() -> None:
    """Two desks, one task: the second is told that it has been started."""
    here = an_open_desk("A", "B")
    there = Desk(here.journal, here.now)
    there.state("DR1")
    here.submit("DR1", asked(c.StartTask, task="A"))

    there.submit("DR1", asked(c.StartTask, task="B"))
    with pytest.raises(Refused, match="running already"):
        there.submit("DR1", asked(c.StartTask, task="A"))


def test_refusal_is_journalled_apart_from_the_run() -> None:
    """A refused attempt leaves a trace, and the run's sequence alone."""
    desk = an_open_desk("A")

    with pytest.raises(Refused):
        desk.submit("DR1", asked(c.CompleteTask, task="A", actor="bob"))

    (refused,) = desk.journal.read(REFUSALS)
    assert (refused.entry.actor, refused.entry.data["code"]) == ("bob", "not-running")
    assert desk.journal.head("run/DR1").seq == 1


def test_a_command_is_weighed_without_a_trace() -> None:
    """An upload is not taken in for what would be refused; of the asking nothing is kept."""
    desk = an_open_desk("A")

    refusal = desk.weigh("DR1", asked(c.CompleteTask, task="A"))

    assert refusal is not None
    assert refusal.code == "not-running"
    assert desk.weigh("DR1", asked(c.StartTask, task="A")) is None
    assert (desk.journal.head("run/DR1").seq, desk.journal.head(REFUSALS).seq) == (1, 0)


def test_several_commands_see_each_other() -> None:
    """Commands handed in together are decided in order, each on what the one before did."""
    desk = an_open_desk("A")

    start, done = desk.submit_all(
        "DR1", (asked(c.StartTask, task="A"), asked(c.CompleteTask, task="A"))
    )

    assert not isinstance(start, c.Refusal)
    assert not isinstance(done, c.Refusal)
    assert desk.state("DR1").status == "finished"


def test_the_same_command_twice_in_one_hand_in_counts_once() -> None:
    """Repeats are found within a hand-in too."""
    desk = an_open_desk("A")
    command = asked(c.StartTask, task="A")

    first, second = desk.submit_all("DR1", (command, command))

    assert first == second
    assert desk.journal.head("run/DR1").seq == 2


def test_run_name_is_taken_once() -> None:
    """A second run of the same name is refused, and the first stays as it was."""
    desk = an_open_desk("A")

    with pytest.raises(JournalError, match="There is a run DR1 already"):
        desk.open(an_opened_run(a_runbook(a_task("B"))), "DR1")

    assert list(desk.state("DR1").index.tasks) == ["A"]


def test_latest_is_the_run_that_was_opened_last() -> None:
    """A simulation lives in a time of its own; what counts is when it was really opened."""
    desk = a_desk()
    runbook = a_runbook(a_task("A"))
    later, earlier = an_opened_run(runbook, run="DR1"), an_opened_run(runbook, run="DR2")
    desk.open(replace(later, at=at(90), recorded_at=at(90)), "DR1")
    desk.open(earlier, "DR2")

    assert desk.runs() == ("DR1", "DR2")
    assert desk.resolve("latest") == "DR2"


def test_state_of_a_run_that_is_not_there_is_an_error_that_says_so() -> None:
    """A wrong run id is not an empty run."""
    with pytest.raises(JournalError):
        a_desk().state("DR9")


@pytest.mark.parametrize(
    ("name", "run"),
    [("DR1", "DR1"), ("latest", "DR12"), ("l", "LIVE"), ("live", "LIVE")],
)
def test_run_is_found_by_id_prefix_or_latest(name: str, run: str) -> None:
    """An exact id wins over longer ones; a prefix counts in either case."""
    assert resolve_run(name, ("LIVE", "DR1", "DR12")) == run


@pytest.mark.parametrize("name", ["DR", "X"])
def test_run_name_that_fits_none_or_several_is_an_error(name: str) -> None:
    """Nothing is guessed; the message lists what there is."""
    with pytest.raises(RunNotFound, match="DR1"):
        resolve_run(name, ("DR1", "DR12"))


def test_next_run_id_is_the_first_free_one() -> None:
    """Rehearsals are numbered."""
    assert next_run_id(("DR1", "dr2", "LIVE")) == "DR3"


def a_scaled_desk() -> tuple[Desk, VirtualClock]:
    """A desk with a run in which a real second is a minute, and the clock of reality."""
    clock = VirtualClock(REAL)
    desk = Desk(MemoryJournal(), clock.now)
    opening = an_opening(a_runbook(a_task("A")), factor=60)
    opened = open_run(opening, now=OPENED, actor="ann", channel="test", real_now=REAL)
    desk.open(opened, "DR1")
    return desk, clock


def test_facts_of_a_scaled_run_happen_in_its_own_time() -> None:
    """Ten real seconds after the opening it is ten minutes later in the run."""
    desk, clock = a_scaled_desk()
    clock.leap(REAL + timedelta(seconds=10))

    (started,) = desk.submit("DR1", asked(c.StartTask, task="A"))

    assert (started.at, started.recorded_at, started.late) == (at(10), at(10), False)


def test_desks_of_all_processes_agree_on_the_time_of_a_scaled_run() -> None:
    """The clock stands in the journal; a desk that has not read the run yet reads it."""
    desk, clock = a_scaled_desk()
    clock.leap(REAL + timedelta(seconds=90))

    assert Desk(desk.journal, clock.now).now_in("DR1") == desk.now_in("DR1") == at(90)


def test_only_refusals_of_machines_are_remembered() -> None:
    """A person's is journalled each time anyway; of a machine's the journal has one."""
    desk = an_open_desk("A")
    lease = desk.journal.acquire("run/DR1", "engine", now=at(0), seconds=60)
    early = asked(c.CompleteTask, task="A")

    for fence in (None, None, lease, lease):
        desk.submit_all("DR1", (early,), fence=fence)

    assert desk.journal.head(REFUSALS).seq == 3
    assert len(desk._told) == 1


def test_refusal_in_a_scaled_run_is_journalled_in_its_own_time() -> None:
    """Whoever reads the refusals beside the run finds them where they belong."""
    desk, clock = a_scaled_desk()
    clock.leap(REAL + timedelta(seconds=5))

    with pytest.raises(Refused):
        desk.submit("DR1", asked(c.StartTask, task="X"))

    (refused,) = desk.journal.read(REFUSALS)
    assert refused.entry.recorded_at == rfc3339(at(5))


def test_what_people_may_do_goes_by_real_time() -> None:
    """A substitution until tonight is over tonight, however fast a rehearsal goes."""
    desk, clock = a_scaled_desk()
    clock.leap(REAL + timedelta(seconds=5))
    seen: list[datetime] = []
    guarded = Desk(desk.journal, clock.now, lambda _state, _command, now: seen.append(now))

    guarded.submit("DR1", asked(c.StartTask, task="A"))

    assert seen == [REAL + timedelta(seconds=5)]
