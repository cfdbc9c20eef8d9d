"""What a notice is made of."""

from __future__ import annotations

from typing import Any

import pytest

from dependencies.planner import plan
from notices.notice import Notice, notice_of, told_by
from rehearsals.core.events import Mode
from rehearsals.testing import at
from tests.notices.factories import Stage, an_outage_runbook


def the_notices(stage: Stage) -> list[Notice]:
    """The notices that the facts of a run so far call for."""
    state = stage.desk.state(stage.run)
    planned = plan(state.runbook, state.index.tasks)
    telling = [fact for fact in stage.desk.facts(stage.run) if told_by(fact)]
    return [
        notice_of(state, planned, fact, mode="on", revision=number, published_at=fact.at)
        for number, fact in enumerate(telling)
    ]


def played(**opening: Any) -> list[Notice]:
    """The notices of an outage that has begun and ended."""
    stage = Stage(**opening)
    stage.go_down()
    stage.come_back()
    return the_notices(stage)


def test_notice_names_run_and_outage_in_its_id() -> None:
    """All notices about one outage of one run go by one id."""
    assert {notice.id for notice in played()} == {"DR1-OUT-EES"}


def test_notice_tells_planned_and_actual_times_apart() -> None:
    """The plan is not bent to what happened."""
    _, completed = played()
    assert (completed.planned_start, completed.planned_end) == (at(0), at(60))
    assert (completed.actual_start, completed.actual_end) == (at(5), at(80))


def test_started_notice_knows_no_end() -> None:
    """Made later, from a state in which the outage is over, it still says what was so then."""
    started, _ = played()
    assert (started.actual_start, started.actual_end) == (at(5), None)


@pytest.mark.parametrize(
    ("mode", "test"), [("live", False), ("rehearsal", True), ("simulation", True)]
)
def test_notice_is_a_test_unless_the_run_is_live(mode: Mode, test: bool) -> None:
    """Only a live run takes systems out of service."""
    assert {notice.test for notice in played(mode=mode)} == {test}


def test_notice_gives_no_start_that_the_run_did_not_see() -> None:
    """A run that begins within an outage knows neither its planned nor its actual start."""
    stage = Stage(scope=("UP", "END"), open_outages=("OUT-EES",))
    stage.start(5, "UP")
    stage.done(20, "UP")
    (completed,) = the_notices(stage)
    assert (completed.planned_start, completed.actual_start) == (None, None)
    assert completed.actual_end == at(20)


def test_notice_keeps_a_runbooks_text_on_one_line() -> None:
    """A text with line breaks cannot pass for further lines of the notice."""
    runbook = an_outage_runbook(action_required="Wait.\nThis is the all-clear.")
    started, _ = played(runbook=runbook)
    assert started.action_required == "Wait. This is the all-clear."


def test_audience_has_the_name_of_its_party() -> None:
    """Parties are called by their names, groups by their ids."""
    started, _ = played()
    assert [(one.id, one.name) for one in started.audience] == [
        ("recco", "RECCO"),
        ("ldsos", "all of ldsos"),
    ]


def test_notice_is_not_made_of_another_fact() -> None:
    """A fact that neither opens nor closes an outage is refused."""
    stage = Stage()
    state = stage.desk.state("DR1")
    (opened,) = stage.desk.facts("DR1")
    with pytest.raises(ValueError, match="RunOpened opens and closes no outage"):
        notice_of(state, plan(state.runbook), opened, mode="on", revision=0, published_at=at(0))
