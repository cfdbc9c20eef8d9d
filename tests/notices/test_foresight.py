"""When a forecast is made: seldom, and yet whenever one may show what people must be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from notices import foresight, foresight_ahead
from rehearsals.core import commands as c
from rehearsals.testing import a_task, at
from runbooks.model import Runbook
from tests.notices.drafting.test_ending import with_way_back
from tests.notices.factories import EES, an_outage_runbook
from tests.notices.stage import Stage

OUT = "OUT-EES"


class Forecasts:
    """Stands in for the trials: says when it was asked, and what it is told to say."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any, p80: float) -> None:
        self.p80 = p80
        self.asked: list[datetime] = []
        monkeypatch.setattr(module, "latest_ends", self)

    def __call__(self, rest: Any, ends: Mapping[str, datetime]) -> Mapping[str, datetime]:
        """The P80 of every end."""
        self.asked.append(rest.now)
        return dict.fromkeys(ends, at(self.p80))


def long_runbook() -> Runbook:
    """EES is out from 12:00 (minute 180) to 20:00, through many small steps."""
    steps = [a_task(f"S{n}", "DOWN", duration="8h") for n in range(4)]
    end = a_task("LONG", "DOWN", duration="8h")
    return an_outage_runbook(tasks=(*steps, end), closes={"task": "LONG", "at": "finish"})


def an_open_stage(runbook: Runbook | None = None) -> Stage:
    """The outage, open since 12:00."""
    stage = Stage(runbook=runbook or long_runbook())
    stage.go_down()
    stage.keep(180)
    stage.ask(181, c.CompleteTask, task="DOWN")
    return stage


def test_outages_ahead_are_forecast_once_when_the_run_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not at every look."""
    made = Forecasts(monkeypatch, foresight_ahead, 200)
    stage = Stage()
    stage.keep(0)
    stage.approve(1)
    stage.ask(2, c.StartTask, task="PREP")
    stage.keep(2)
    assert made.asked == [at(0)]


def test_again_when_the_likely_end_has_moved_or_a_gate_was_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By as much as anybody would be told of."""
    made = Forecasts(monkeypatch, foresight_ahead, 200)
    stage = Stage()
    stage.keep(0)
    stage.approve(1)
    stage.ask(170, c.StartTask, task="PREP")
    stage.keep(171)
    assert made.asked == [at(0), at(171)]


def test_the_announced_end_of_a_run_is_one_that_can_be_promised() -> None:
    """By real trials, of durations that go from a quarter of an hour to an hour."""
    wide = {"low": "15m", "likely": "30m", "high": "60m"}
    book = an_outage_runbook(
        tasks=(a_task("LAST", "DOWN", duration=wide),), closes={"task": "LAST", "at": "finish"}
    )
    stage = Stage(runbook=book)
    stage.keep(0)
    draft = stage.office.state().threads[EES].draft
    assert draft is not None
    assert draft.forecast_end is not None
    assert at(240) < draft.forecast_end <= at(270)
    assert draft.content.window.end == at(270)


def test_a_new_fact_is_worth_a_forecast_in_the_last_ten_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So an overrun that shows only then is drafted at once, though one was made just before."""
    stage = an_open_stage()
    newest = stage.office.state().threads[EES].newest
    assert newest is not None
    assert newest.window.end is not None
    end = (newest.window.end - at(0)).total_seconds() / 60
    made = Forecasts(monkeypatch, foresight, end - 1)
    stage.keep(end - 9)
    before = len(made.asked)
    made.p80 = end + 5
    stage.ask(end - 8.5, c.StartTask, task="S1")
    stage.keep(end - 8.5)
    assert len(made.asked) == before + 1
    draft = stage.office.state().threads[EES].draft
    assert draft is not None
    assert (draft.kind, draft.drafted_at) == ("extended", at(end - 8.5))


def test_earlier_a_fact_that_moves_nothing_is_worth_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is time."""
    stage = an_open_stage()
    made = Forecasts(monkeypatch, foresight, 600)
    stage.keep(300)
    before = len(made.asked)
    stage.ask(301, c.StartTask, task="S1")
    stage.keep(301)
    assert len(made.asked) == before


def test_turning_back_is_forecast_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end is another one from then on."""
    stage = Stage(runbook=with_way_back())
    stage.go_down()
    stage.keep(180)
    stage.ask(210, c.CompleteTask, task="DOWN")
    stage.ask(211, c.StartTask, task="MEET")
    made = Forecasts(monkeypatch, foresight, 235)
    stage.keep(211)
    stage.ask(
        212, c.TurnBack, kind="rollback", gate="G1", decided_by="sro", reason="too late to go on"
    )
    stage.keep(212)
    assert made.asked[-1] == at(212)
    draft = stage.office.state().threads[EES].draft
    assert draft is not None
    assert draft.content.turned_back
