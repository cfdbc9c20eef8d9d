"""Having a task done again, and taking a wrong entry back."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.readiness import task_state
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from tests.rehearsals.core.answers import refused, taken


def a_pair(**changes: Any) -> Trial:
    """A, then B."""
    return Trial(a_runbook(a_task("A", **changes), a_task("B", "A", end=True)))


def copies() -> Trial:
    """A task that `north` and `south` confirm, then B."""
    return a_pair(for_each="ldsos")


def test_a_reopened_task_is_done_again_with_its_history() -> None:
    """The first attempt stays, marked as reopened; what came behind waits again."""
    trial = a_pair()
    trial.do(0, 30, "A")
    taken(trial.ask(40, c.ReopenTask, task="A", reason="half of it"))

    assert task_state(trial.state, "A", at(40)) == "ready"
    assert task_state(trial.state, "B", at(40)) == "waiting"
    trial.do(41, 50, "A")
    assert [one.outcome for one in trial.state.task("A").attempts] == ["reopened", "done"]
    assert trial.state.settled_count == 1


def test_a_reopened_task_waits_from_anew() -> None:
    """Its start, to which waiting is counted, is the one since it was reopened."""
    trial = a_pair()
    trial.do(0, 30, "A")
    taken(trial.ask(40, c.ReopenTask, task="A", reason="half of it"))
    assert trial.state.task("A").started_at is None
    trial.start(41, "A")

    assert trial.state.task("A").started_at == at(41)


def test_a_skipped_task_is_reopened() -> None:
    """There is time after all."""
    trial = a_pair()
    taken(trial.ask(1, c.SkipTask, task="A", reason="no time"))
    taken(trial.ask(2, c.ReopenTask, task="A", reason="time after all"))

    assert task_state(trial.state, "A", at(2)) == "ready"
    assert trial.state.task("A").skip_reason == ""


def test_a_start_undone_after_reopening_leaves_the_task_open() -> None:
    """It had failed long before, was left out, and is to be done after all."""
    trial = a_pair()
    trial.start(1, "A")
    for minutes, kind in ((2, c.FailTask), (3, c.SkipTask), (4, c.ReopenTask)):
        taken(trial.ask(minutes, kind, task="A", reason="so it was"))
    trial.start(5, "A")
    taken(trial.ask(6, c.UndoEntry, task="A", reason="B was meant"))

    assert trial.state.task("A").progress == "open"


@pytest.mark.parametrize("kind", [c.ReopenTask, c.UndoEntry])
def test_what_a_successor_relied_on_stays(kind: type[c.AnyCommand]) -> None:
    """Once a task behind it has begun, the refusal names that one."""
    trial = a_pair()
    trial.do(0, 30, "A")
    trial.start(31, "B")

    refusal = refused(trial.ask(32, kind, task="A", reason="oh no"))
    assert refusal.code == "successors-begun"
    assert "B" in refusal.message


def test_a_successor_that_was_reopened_itself_is_no_obstacle() -> None:
    """So that a chain is taken back from its end."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A"), a_task("C", "B", end=True)))
    trial.do(0, 30, "A")
    trial.do(31, 40, "B")
    taken(trial.ask(41, c.ReopenTask, task="B", reason="oh no"))
    taken(trial.ask(42, c.ReopenTask, task="A", reason="oh no"))

    assert task_state(trial.state, "A", at(42)) == "ready"


@pytest.mark.parametrize(("kind", "end"), [(c.ReopenTask, "finish"), (c.UndoEntry, "finish")])
def test_what_moved_an_outage_stays(kind: type[c.AnyCommand], end: str) -> None:
    """Suppliers were told; the system is out."""
    outages = {
        "OUT": {
            "system": "EES",
            "opens": {"task": "A", "at": end},
            "closes": {"task": "B", "at": "finish"},
        }
    }
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A", end=True), outages=outages))
    trial.do(0, 30, "A")

    refusal = refused(trial.ask(31, kind, task="A", reason="oh no"))
    assert refusal.code == "moved-outage"
    assert "OUT" in refusal.message


def test_a_start_that_moved_an_outage_is_not_undone() -> None:
    """The outage is open, whoever's mistake it was."""
    outages = {
        "OUT": {
            "system": "EES",
            "opens": {"task": "A", "at": "start"},
            "closes": {"task": "B", "at": "finish"},
        }
    }
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A", end=True), outages=outages))
    trial.start(0, "A")

    assert refused(trial.ask(1, c.UndoEntry, task="A", reason="oh")).code == "moved-outage"


@pytest.mark.parametrize("kind", [c.ReopenTask, c.UndoEntry])
def test_a_decision_is_withdrawn_not_undone(kind: type[c.AnyCommand]) -> None:
    """The refusal names the command that withdraws a go."""
    trial = Trial(
        a_runbook(a_task("M"), a_task("B", "M", end=True), gates=[a_gate("G1", "M", criteria=[])])
    )
    trial.start(0, "M")
    trial.decide(1, "G1")

    refusal = refused(trial.ask(2, kind, task="M", reason="oh no"))
    assert refusal.code == "meeting"
    assert "callboard gate DR1 G1 withdraw" in refusal.hint


def test_one_party_s_copy_is_taken_back() -> None:
    """The task runs on in the same attempt, and only that party is asked again."""
    trial = copies()
    trial.start(0, "A")
    trial.done(10, "A", parties=("north", "south"))
    taken(trial.ask(11, c.ReopenTask, task="A", parties=("south",), reason="wrong file"))

    assert task_state(trial.state, "A", at(11)) == "running"
    assert set(trial.state.task("A").confirmations) == {"north"}
    trial.done(12, "A", parties=("south",))
    assert trial.state.settled_count == 1


def test_a_reopened_task_asks_all_its_parties_again() -> None:
    """None of the copies counts any more."""
    trial = copies()
    trial.start(0, "A")
    trial.done(10, "A", parties=("north", "south"))
    taken(trial.ask(11, c.ReopenTask, task="A", reason="wrong file"))
    trial.start(12, "A")

    assert refused(trial.ask(13, c.CompleteTask, task="A")).code == "copies-open"


def test_a_copy_that_was_not_confirmed_is_not_taken_back() -> None:
    """The refusal says who has confirmed."""
    trial = copies()
    trial.start(0, "A")
    trial.done(10, "A", parties=("north",))

    refusal = refused(trial.ask(11, c.ReopenTask, task="A", parties=("south",), reason="oh"))
    assert (refusal.code, "north" in refusal.hint) == ("not-confirmed", True)


def test_an_undone_start_never_was() -> None:
    """The task is ready as before, and the next attempt has the next number."""
    trial = a_pair()
    trial.start(1, "A")
    taken(trial.ask(2, c.UndoEntry, task="A", reason="wrong task"))

    assert task_state(trial.state, "A", at(2)) == "ready"
    assert trial.state.task("A").started_at is None
    trial.start(3, "A")
    assert trial.state.task("A").attempts[-1].number == 2


def test_an_undone_second_start_leaves_the_failure() -> None:
    """What had failed has failed still, for the same reason."""
    trial = a_pair()
    trial.start(1, "A")
    taken(trial.ask(2, c.FailTask, task="A", reason="disk full"))
    trial.start(3, "A")
    taken(trial.ask(4, c.UndoEntry, task="A", reason="wrong task"))

    assert task_state(trial.state, "A", at(4)) == "failed"
    assert trial.state.task("A").attempts[-1].reason == "disk full"


def test_an_undone_finish_runs_on() -> None:
    """In the same attempt, as if it had not been said."""
    trial = a_pair()
    trial.do(0, 30, "A")
    (event,) = taken(trial.ask(31, c.UndoEntry, task="A", reason="wrong task"))

    assert event == e.EntryUndone(task="A", what="finished", attempt=1, reason="wrong task")
    assert task_state(trial.state, "A", at(31)) == "running"
    trial.done(40, "A")
    assert [one.ended_at for one in trial.state.task("A").attempts] == [at(40)]


def test_an_undone_failure_runs_on() -> None:
    """In the same attempt."""
    trial = a_pair()
    trial.start(0, "A")
    taken(trial.ask(10, c.FailTask, task="A", reason="broke"))
    taken(trial.ask(11, c.UndoEntry, task="A", reason="it did not"))

    assert task_state(trial.state, "A", at(11)) == "running"


def test_an_undone_skip_is_open_again() -> None:
    """Or failed, if it had failed before it was skipped."""
    trial = a_pair()
    trial.start(0, "A")
    taken(trial.ask(1, c.FailTask, task="A", reason="broke"))
    taken(trial.ask(2, c.SkipTask, task="A", reason="no time"))
    taken(trial.ask(3, c.UndoEntry, task="A", reason="wrong task"))

    assert task_state(trial.state, "A", at(3)) == "failed"
    assert trial.state.settled_count == 0


def test_confirmed_copies_are_taken_back_by_party() -> None:
    """Undo does not guess whose copy was meant."""
    trial = copies()
    trial.start(0, "A")
    trial.done(10, "A", parties=("north",))

    refusal = refused(trial.ask(11, c.UndoEntry, task="A", reason="oh no"))
    assert refusal.code == "copies-confirmed"
    assert "callboard reopen DR1 A --for north" in refusal.hint


def test_what_a_machine_did_is_not_undone() -> None:
    """The engine's entries are no mistakes of a person; done again is another matter."""
    trial = a_pair(run={"wait": {"for": "0m"}})
    taken(trial.ask(0, c.StartTask, task="A", channel="engine"))
    taken(trial.ask(1, c.CompleteTask, task="A", channel="engine"))

    assert refused(trial.ask(2, c.UndoEntry, task="A", reason="oh no")).code == "automated"
    taken(trial.ask(3, c.ReopenTask, task="A", reason="run it again"))


def test_nothing_was_entered_yet() -> None:
    """There is nothing to undo about a task that nobody has spoken of."""
    assert refused(a_pair().ask(1, c.UndoEntry, task="A", reason="oh")).code == "nothing-to-undo"


def test_a_failure_is_not_undone_under_a_hold() -> None:
    """The task would run and end as held; it is released first."""
    trial = a_pair()
    trial.start(0, "A")
    taken(trial.ask(1, c.FailTask, task="A", reason="broke"))
    taken(trial.ask(2, c.HoldTask, task="A", reason="look first"))
    refusal = refused(trial.ask(3, c.UndoEntry, task="A", reason="it had not"))

    assert refusal.code == "held"
    assert "callboard release DR1 A" in refusal.hint
    taken(trial.ask(4, c.ReleaseTask, task="A", reason="looked"))
    taken(trial.ask(5, c.UndoEntry, task="A", reason="it had not"))
    assert trial.state.task("A").progress == "running"
