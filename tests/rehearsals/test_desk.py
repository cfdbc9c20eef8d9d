"""The desk: commands become durable once, on whatever state the journal has by then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearsals.core import commands as c
from rehearsals.desk import Desk
from rehearsals.journal.memory import MemoryJournal
from rehearsals.names import REFUSALS, next_run_id, resolve_run
from rehearsals.testing import a_runbook, a_task, an_opened_run, asked, at
from runbooks.errors import JournalError, Refused, RunNotFound


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
