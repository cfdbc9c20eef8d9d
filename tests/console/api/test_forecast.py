"""The forecast by the API: the same figures as the command line and the pages."""

from __future__ import annotations

import json

from console.forecast_asked import Wanted, of_run
from rehearsals.core import commands as c
from tests.console.api.program import program
from tests.console.web.foreseen_nights import WIDE, a_night, looked
from tests.console.web.place import Place


def test_the_forecast_is_what_the_command_line_prints(place: Place) -> None:
    """The same run at the same instant has the same figures, by every door."""
    look = looked(place, a_night(a={"duration": WIDE}))

    answer = program(place, "vic").get(f"/runs/{look.run}/forecast")

    printed = json.loads(json.dumps(of_run(look.state, look.now, Wanted()).data()))
    assert (answer.status_code, answer.json()) == (200, printed)
    page = place.house.foreseen(look).outlook
    assert page
    assert answer.json()["gates"]["G1"]["probability"] == page.forecast.gates["G1"].in_time


def test_another_target_may_be_asked_for(place: Place) -> None:
    """Criticality is then about that."""
    run = looked(place).run

    found = program(place, "vic").get(f"/runs/{run}/forecast?target=OUT-EES").json()

    assert (found["target"]["id"], found["target"]["p80"]) == ("OUT-EES", "2026-01-12T11:30:00Z")


def test_a_target_that_there_is_not_is_not_passed_over(place: Place) -> None:
    """Or the figures would be about something else."""
    run = looked(place).run

    answer = program(place, "vic").get(f"/runs/{run}/forecast?target=G9")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-target")


def test_there_is_no_forecast_of_a_run_that_is_over(place: Place) -> None:
    """It has a report."""
    run = looked(place).run
    place.done(run, c.AbandonRun, "max", reason="Called off.")

    answer = program(place, "vic").get(f"/runs/{run}/forecast")

    assert (answer.status_code, answer.json()["code"]) == (404, "no-forecast")
