"""What had begun before a run was turned back, entered after it: taken, stopped and undone."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.testing import Trial, a_task, at
from tests.rehearsals.core.plan.turning import (
    FORWARD,
    a_rollback,
    at_second_gate,
    code_of,
    decided,
    past_first_gate,
    turn_back,
)


def ready_and_turned_back() -> Trial:
    """EES-UP is done, CSS-UP ready; EES is rolled back from G1 at minute 60, and so is the rest."""
    trial = past_first_gate(rollback=a_rollback(gates=["G1", "G2"]))
    trial.do(30, 40, "EES-UP")
    assert not code_of(turn_back(trial, 60, gate="G1"))
    return trial


def late(
    trial: Trial, minutes: float, kind: type[c.TaskCommand], when: float, task: str
) -> tuple[e.Fact, ...] | c.Refusal:
    """Enter something at a minute that happened at an earlier one."""
    fields = {"reason": "it broke"} if kind is c.FailTask else {}
    return trial.ask(minutes, kind, task=task, happened_at=at(when), **fields)


def grown_by(trial: Trial) -> e.WayBackExtended:
    """The newest growth of the way back."""
    return [f.event for f in trial.facts if isinstance(f.event, e.WayBackExtended)][-1]


def test_late_start_is_taken_stopped_and_undone() -> None:
    """The way back grows by what undoes it; it is asked for from now on."""
    trial = ready_and_turned_back()
    assert "R-CSS" not in decided(trial).leg

    late(trial, 65, c.StartTask, 50, "CSS-UP")

    record = trial.state.task("CSS-UP")
    assert (record.progress, record.attempts[-1].started_at) == ("failed", at(50))
    assert record.attempts[-1].ended_at == at(65)
    assert grown_by(trial).leg == ("R-CSS",)
    assert decided(trial).leg == ("R-SAY", "R-EES", "R-CSS", "R-CHECK")
    trial.do(66, 70, "R-SAY")
    assert not code_of(trial.ask(76, c.StartTask, task="R-CSS"))


def test_it_may_have_been_done_before_too() -> None:
    """What was stopped had ended: that it was stopped is undone, and it is no longer given up."""
    trial = ready_and_turned_back()
    late(trial, 65, c.StartTask, 50, "CSS-UP")
    late(trial, 66, c.CompleteTask, 55, "CSS-UP")

    assert trial.state.task("CSS-UP").settled_at == at(55)
    assert "CSS-UP" not in trial.state.given_up


def test_run_with_late_entries_comes_to_its_end() -> None:
    """With the last task of the way back, the ones it has grown by included."""
    trial = ready_and_turned_back()
    late(trial, 65, c.StartTask, 50, "CSS-UP")
    late(trial, 66, c.CompleteTask, 55, "CSS-UP")
    trial.do(66, 70, "R-SAY")
    trial.do(75, 80, "R-EES")
    trial.do(75, 85, "R-CSS")
    trial.do(90, 95, "R-CHECK")

    assert trial.state.status == "turned_back"


def test_what_was_done_behind_it_is_done_again() -> None:
    """The check at the end of the way back has not seen what is undone only now."""
    trial = ready_and_turned_back()
    trial.do(66, 70, "R-SAY")
    trial.do(75, 80, "R-EES")
    trial.start(90, "R-CHECK")
    late(trial, 91, c.StartTask, 50, "CSS-UP")

    assert trial.state.task("R-CHECK").progress == "failed"
    assert trial.state.task("R-EES").progress == "done"
    assert code_of(trial.ask(92, c.StartTask, task="R-CHECK")) == "predecessors-open"


def test_it_must_have_happened_before() -> None:
    """What somebody would begin now goes forward."""
    trial = ready_and_turned_back()
    assert code_of(late(trial, 70, c.StartTask, 62, "CSS-UP")) == "turned-back"
    assert code_of(trial.ask(70, c.StartTask, task="CSS-UP")) == "turned-back"


def test_failure_that_was_before_the_stop_is_taken() -> None:
    """A running task that had failed by itself did so then."""
    trial = past_first_gate(rollback=a_rollback(gates=["G1", "G2"]))
    trial.start(30, "EES-UP")
    turn_back(trial, 60, gate="G1")
    late(trial, 65, c.FailTask, 50, "EES-UP")

    assert trial.state.task("EES-UP").attempts[-1].reason == "it broke"


def test_irreversible_start_is_taken_and_said_loudly() -> None:
    """A fact is a fact: the way back goes on, and the answer says what it cannot undo."""
    free = a_task("WIPE", "EES-UP", irreversible=True)
    trial = at_second_gate(tasks=(*FORWARD, free))
    turn_back(trial, 70)
    assert not code_of(late(trial, 75, c.StartTask, 65, "WIPE"))

    assert grown_by(trial).irreversible
    assert trial.state.task("WIPE").progress == "failed"
    assert not code_of(trial.ask(76, c.StartTask, task="R-SAY"))


def test_time_without_zone_is_refused_as_ever() -> None:
    """Not compared with the decision."""
    trial = ready_and_turned_back()
    answer = trial.ask(65, c.StartTask, task="CSS-UP", happened_at=at(50).replace(tzinfo=None))
    assert code_of(answer) == "time-without-zone"
