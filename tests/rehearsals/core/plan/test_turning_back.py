"""Turning back the whole: what is given up, what is run, in which order, and how the run ends."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.readiness import task_state
from rehearsals.engine.automation import Automation
from rehearsals.testing import InstantExecutor, at
from tests.rehearsals.core.plan.turning import (
    at_first_gate,
    at_second_gate,
    code_of,
    decided,
    past_first_gate,
    stand_down,
    turn_back,
)


def test_everything_unsettled_is_given_up() -> None:
    """What is done stays done; nothing else of the way forward will be."""
    trial = at_second_gate()

    turn_back(trial, 70)

    assert decided(trial).given_up == ("EES-TEST", "M2", "CSS-TEST", "GO")
    assert trial.state.given_up == {"EES-TEST", "M2", "CSS-TEST", "GO"}
    assert task_state(trial.state, "GO", at(71)) == "given_up"


def test_what_runs_is_stopped() -> None:
    """Its attempt has failed at the moment of the decision, the meeting's too."""
    trial = at_second_gate()
    trial.start(65, "EES-TEST")

    answer = turn_back(trial, 70)

    assert not isinstance(answer, c.Refusal)
    stopped = [f.event for f in answer if isinstance(f.event, e.TaskFailed)]
    assert {event.task for event in stopped} == {"EES-TEST", "M2"}
    assert {event.reason for event in stopped} == {"Stopped: turned back at G2."}
    assert {fact.at for fact in answer} == {at(70)}


def test_nothing_goes_forward_any_more() -> None:
    """What was given up is not started, held or skipped, and its gate is not decided."""
    trial = at_second_gate()
    turn_back(trial, 70)

    assert code_of(trial.ask(71, c.StartTask, task="EES-TEST")) == "turned-back"
    assert code_of(trial.ask(71, c.SkipTask, task="GO", reason="x")) == "turned-back"
    assert code_of(trial.decide(71, "G2")) == "turned-back"


def test_what_was_done_stays_as_it_is() -> None:
    """The way back undoes it; the entry about it, or the go before it, is not taken back."""
    trial = at_second_gate()
    turn_back(trial, 70)

    assert code_of(trial.ask(71, c.ReopenTask, task="EES-UP", reason="x")) == "turned-back"
    withdrawn = trial.ask(71, c.WithdrawGo, gate="G1", decided_by="sro", reason="x")
    assert code_of(withdrawn) == "turned-back"


def test_only_touched_branches_and_what_always_runs_are_run() -> None:
    """CSS was never begun, so nothing restores it."""
    trial = past_first_gate()
    trial.do(30, 40, "EES-UP")
    trial.ask(41, c.SkipTask, task="CSS-UP", reason="not in this rehearsal")
    trial.start(45, "M2")

    turn_back(trial, 50)

    assert decided(trial).leg == ("R-SAY", "R-EES", "R-CHECK")


def test_a_failed_branch_is_touched() -> None:
    """Nobody knows what a failed attempt has left behind."""
    trial = past_first_gate()
    trial.do(30, 40, "EES-UP")
    trial.start(30, "CSS-UP")
    trial.ask(35, c.FailTask, task="CSS-UP", reason="disk full")
    trial.ask(36, c.SkipTask, task="CSS-UP", reason="go on without")
    trial.start(45, "M2")

    turn_back(trial, 50)

    assert "R-CSS" in decided(trial).leg


def test_a_mistaken_start_touches_nothing() -> None:
    """An undone entry is no work."""
    trial = past_first_gate()
    trial.do(30, 40, "EES-UP")
    trial.start(30, "CSS-UP")
    trial.ask(31, c.UndoEntry, task="CSS-UP", reason="wrong task")
    trial.ask(32, c.SkipTask, task="CSS-UP", reason="not in this rehearsal")
    trial.start(45, "M2")

    turn_back(trial, 50)

    assert "R-CSS" not in decided(trial).leg


def test_leg_runs_in_its_own_order() -> None:
    """A task of the leg waits for its predecessors there, and for their lags."""
    trial = at_second_gate()
    turn_back(trial, 70)

    assert code_of(trial.ask(71, c.StartTask, task="R-CHECK")) == "predecessors-open"
    trial.do(70, 80, "R-SAY")
    assert code_of(trial.ask(81, c.StartTask, task="R-EES")) == "too-early"
    trial.do(85, 90, "R-EES")
    trial.do(85, 95, "R-CSS")
    assert code_of(trial.ask(96, c.StartTask, task="R-CHECK")) == "too-early"
    trial.start(100, "R-CHECK")


def test_what_is_not_run_is_passed_over() -> None:
    """A branch left out hands its predecessors on, with the lags along the way."""
    trial = past_first_gate()
    trial.ask(31, c.SkipTask, task="EES-UP", reason="not in this rehearsal")
    trial.ask(31, c.SkipTask, task="CSS-UP", reason="not in this rehearsal")
    trial.start(45, "M2")
    turn_back(trial, 50)
    trial.do(50, 60, "R-SAY")

    assert decided(trial).leg == ("R-SAY", "R-CHECK")
    assert code_of(trial.ask(74, c.StartTask, task="R-CHECK")) == "too-early"
    trial.start(75, "R-CHECK")


def test_leg_task_can_fail_and_be_held_like_any_task() -> None:
    """Nothing about it is special."""
    trial = at_second_gate()
    turn_back(trial, 70)

    trial.start(70, "R-SAY")
    trial.ask(71, c.FailTask, task="R-SAY", reason="no line")
    trial.do(72, 73, "R-SAY")
    trial.ask(74, c.HoldTask, task="R-EES", reason="wait")

    assert code_of(trial.ask(90, c.StartTask, task="R-EES")) == "held"


def test_leg_is_not_to_be_done_before_the_decision() -> None:
    """The refusal says that it belongs to the way back."""
    assert code_of(at_second_gate().ask(61, c.StartTask, task="R-SAY")) == "not-turned-back"


def test_leg_ends_the_outages_and_the_run() -> None:
    """Turned back is how the run ended, and nothing is out of service any more."""
    trial = at_second_gate()
    turn_back(trial, 70)
    trial.do(70, 80, "R-SAY")
    trial.do(85, 90, "R-EES")
    trial.do(85, 95, "R-CSS")
    assert trial.state.outage("OUT-EES").is_open

    trial.do(100, 110, "R-CHECK")

    assert [trial.state.outage(key).closed_at for key in ("OUT-EES", "OUT-CSS")] == [at(110)] * 2
    assert (trial.state.status, trial.state.closed_at) == ("turned_back", at(110))


def test_standing_down_reopens_what_was_closed() -> None:
    """Each system's outage ends as its own task of the stand-down does."""
    trial = at_first_gate()

    stand_down(trial, 25)
    trial.do(25, 30, "S-SAY")
    trial.do(30, 35, "S-EES")

    assert decided(trial).leg == ("S-SAY", "S-EES", "S-CSS", "S-CHECK")
    assert not trial.state.outage("OUT-EES").is_open
    assert trial.state.outage("OUT-CSS").is_open


def test_turning_back_with_nothing_left_to_do_ends_the_run() -> None:
    """No branch was touched, and nothing always runs."""
    trial = at_first_gate(
        stand_down={
            "gates": ["G1"],
            "tasks": [{**_untouched(), "undoes": ["GO"]}],
        },
        outages={},
    )

    stand_down(trial, 25)

    assert (decided(trial).leg, trial.state.status) == ((), "turned_back")


def test_an_outage_by_the_clock_ends_by_the_clock() -> None:
    """The run ends after it, not with the leg."""
    fixed = {"CLOCK": {"system": "EES", "from": "T+10m", "to": "T+3h"}}
    trial = at_second_gate(outages=fixed)
    trial.ask(61, c.OpenOutage, outage="CLOCK")
    turn_back(trial, 70)
    trial.do(70, 80, "R-SAY")
    trial.do(85, 90, "R-EES")
    trial.do(85, 95, "R-CSS")
    trial.do(100, 110, "R-CHECK")
    assert trial.state.closed_at is None

    trial.ask(180, c.CloseOutage, outage="CLOCK")

    assert trial.state.status == "turned_back"


def _untouched() -> dict[str, str]:
    return {"id": "S1", "title": "Undo GO", "party": "si", "duration": "5m"}


def test_an_outage_by_the_clock_does_not_open_any_more() -> None:
    """What it was for is not done; it does not keep the run open either."""
    fixed = {"CLOCK": {"system": "EES", "from": "T+2h", "to": "T+3h"}}
    trial = at_second_gate(outages=fixed)
    turn_back(trial, 70)
    assert code_of(trial.ask(120, c.OpenOutage, outage="CLOCK")) == "turned-back"
    commands, later = Automation(trial.state, InstantExecutor()).due(trial.state, (), at(130))

    assert (commands, later) == ((), None)
