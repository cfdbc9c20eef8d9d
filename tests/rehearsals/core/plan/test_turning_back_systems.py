"""Turning back some systems, and then perhaps the rest: the others go on."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.testing import Trial, a_task, at
from tests.rehearsals.core.plan.turning import (
    FORWARD,
    a_cutover,
    at_first_gate,
    at_second_gate,
    code_of,
    decided,
    stand_down,
    turn_back,
)


def css_turned_back() -> Trial:
    """A run of which CSS was turned back, at minute 70."""
    trial = at_second_gate()
    turn_back(trial, 70, systems=("CSS",))
    return trial


def leg_done(trial: Trial, minutes: float, *tasks: str) -> None:
    """Do some tasks of the leg one after the other, each in a quarter of an hour."""
    for number, task in enumerate(tasks):
        trial.do(minutes + 30 * number, minutes + 30 * number + 15, task)


def test_only_what_works_on_the_system_is_given_up() -> None:
    """And whatever waits for it; the rest is done."""
    trial = css_turned_back()

    assert decided(trial).given_up == ("CSS-TEST",)
    trial.do(71, 80, "EES-TEST")


def test_only_the_branches_of_the_system_are_run() -> None:
    """Besides what always runs."""
    assert decided(css_turned_back()).leg == ("R-SAY", "R-CSS", "R-CHECK")


def test_what_waits_for_a_given_up_task_is_given_up() -> None:
    """It would stand on nothing."""
    trial = at_second_gate()
    turn_back(trial, 70, systems=("EES",))

    assert decided(trial).given_up == ("EES-TEST", "GO")


def test_run_goes_on_to_its_end() -> None:
    """The way forward that is left is finished, and so is the run."""
    trial = css_turned_back()
    trial.show(71, "G2")
    trial.decide(72, "G2")
    leg_done(trial, 75, "R-SAY", "R-CSS", "R-CHECK")
    trial.do(200, 210, "EES-TEST")
    assert trial.state.closed_at is None

    trial.do(220, 230, "GO")

    assert trial.state.status == "finished"


def test_run_whose_every_end_was_given_up_is_turned_back() -> None:
    """Nothing of the way forward was reached, although only one system was named."""
    trial = Trial(a_cutover(tasks=[task for task in FORWARD if task["id"] != "CSS-TEST"]))
    trial.do(0, 10, "CLOSE")
    trial.start(20, "M1")
    trial.show(25, "G1")
    trial.decide(30, "G1")
    trial.do(30, 40, "EES-UP")
    trial.do(30, 50, "CSS-UP")
    trial.start(60, "M2")
    turn_back(trial, 70, systems=("EES",))
    trial.show(71, "G2")
    trial.decide(72, "G2")
    leg_done(trial, 75, "R-SAY", "R-EES", "R-CHECK")

    assert trial.state.status == "turned_back"


def test_only_the_systems_outage_is_ended_by_the_leg() -> None:
    """EES is still worked on."""
    trial = css_turned_back()
    leg_done(trial, 75, "R-SAY", "R-CSS", "R-CHECK")

    assert not trial.state.outage("OUT-CSS").is_open
    assert trial.state.outage("OUT-EES").is_open


def test_an_outage_that_nothing_will_end_any_more_is_ended_by_the_leg() -> None:
    """GO would have ended it, and was given up."""
    trial = at_second_gate()
    turn_back(trial, 70, systems=("EES",))
    leg_done(trial, 75, "R-SAY", "R-EES", "R-CHECK")

    assert not trial.state.outage("OUT-CSS").is_open


def test_the_whole_can_be_turned_back_later() -> None:
    """What is done already is not done again; what checks it is."""
    trial = css_turned_back()
    leg_done(trial, 75, "R-SAY", "R-CSS", "R-CHECK")

    answer = turn_back(trial, 200)

    assert decided(trial).leg == ("R-SAY", "R-EES", "R-CHECK")
    assert not isinstance(answer, c.Refusal)
    again = [f.event.task for f in answer if isinstance(f.event, e.TaskReopened)]
    assert again == ["R-SAY", "R-CHECK"]
    leg_done(trial, 205, "R-SAY", "R-EES", "R-CHECK")
    assert trial.state.status == "turned_back"
    assert trial.state.outage("OUT-EES").closed_at == at(280)


def test_the_next_leg_begins_with_the_next_decision() -> None:
    """Nothing of it is ready before."""
    trial = css_turned_back()
    leg_done(trial, 75, "R-SAY", "R-CSS", "R-CHECK")
    turn_back(trial, 200)

    assert trial.state.index.not_before["R-SAY"] == at(200)


def test_the_same_system_is_not_turned_back_again() -> None:
    """The rest can be."""
    trial = css_turned_back()

    assert code_of(turn_back(trial, 80, systems=("CSS",))) == "already-turned-back"
    assert code_of(turn_back(trial, 80, systems=("EES", "CSS"))) == ""
    assert decided(trial).systems == ("EES",)


def test_an_unknown_system_is_refused_with_a_near_one() -> None:
    """A slip of the finger."""
    answer = turn_back(at_second_gate(), 61, systems=("EESS",))
    assert isinstance(answer, c.Refusal)
    assert (answer.code, answer.hint) == ("unknown-system", "Did you mean EES?")


def test_a_system_that_nothing_works_on_is_refused() -> None:
    """There is nothing to turn back; those that are worked on are named."""
    systems = {key: {"name": key} for key in ("EES", "CSS", "DTN")}
    trial = at_second_gate(systems=systems)

    answer = turn_back(trial, 61, systems=("DTN",))

    assert isinstance(answer, c.Refusal)
    assert (answer.code, answer.hint) == ("not-worked-on", "Those worked on are EES, CSS.")


def test_a_stand_down_of_one_system_reopens_it_alone() -> None:
    """The other stays closed and goes on."""
    trial = at_first_gate()

    stand_down(trial, 25, systems=("CSS",))

    assert "S-CSS" in decided(trial).leg
    assert "CSS-UP" in trial.state.given_up
    assert "EES-UP" not in trial.state.given_up


def test_both_ways_back_can_follow_each_other() -> None:
    """One system stood down at the first gate, the rest rolled back at the second."""
    ees_alone = a_task("M2", "EES-UP")
    tasks = [ees_alone if task["id"] == "M2" else task for task in FORWARD]
    trial = at_first_gate(tasks=tasks)
    stand_down(trial, 25, systems=("CSS",))
    trial.show(26, "G1")
    trial.decide(27, "G1")
    trial.do(30, 40, "EES-UP")
    trial.start(60, "M2")

    turn_back(trial, 70)

    assert decided(trial).leg == ("R-SAY", "R-EES", "R-CHECK")
    assert {"S-SAY", "S-CSS", "R-EES"} <= set(trial.state.index.tasks)


def test_a_check_that_runs_is_stopped_if_more_is_to_be_undone_first() -> None:
    """It would check what is still to be restored."""
    trial = css_turned_back()
    leg_done(trial, 75, "R-SAY", "R-CSS")
    trial.start(150, "R-CHECK")

    turn_back(trial, 160)

    assert trial.state.task("R-CHECK").progress == "failed"
    assert code_of(trial.ask(161, c.StartTask, task="R-CHECK")) == "predecessors-open"
