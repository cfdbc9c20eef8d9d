"""`/runs`: the runs, and one of them as a whole: how it stands, its plan, its report."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from console.api import answers, answers_forecast, answers_standing
from console.api.finding import as_json, check_forecast_target, look_at
from console.api.problems import ApiProblem
from console.api.routing import Routes, TheHouse
from console.api.shaping import frame_data, plan_data, summary_data
from console.forecast_asked import Wanted, of_run
from console.standing_data import standing_data
from console.web.policy import READERS
from console.web.reporting import reported
from console.web.views.outages import outages
from rehearsals.core.words import Mode
from reports.data import plain, report_data
from runbooks.errors import CallboardError, JournalError

routes = Routes(tags=["runs"])


@routes.on("GET", "/runs", READERS, answers=answers.Runs, said="The runs.")
def list_runs(
    *,
    house: TheHouse,
    mode: Annotated[Mode | None, Query(description="Only those of this mode.")] = None,
    status: Annotated[answers.Status | None, Query(description="Only those that stand so.")] = None,
) -> Response:
    """List the runs, in the order in which they were opened."""
    runs, unreadable = [], []
    for run in house.reader.runs():
        try:
            look = house.look(run)
        except JournalError as error:
            # One that was altered keeps nobody from the others.
            unreadable.append({"run": run, "problem": str(error)})
            continue
        if mode in (None, look.state.mode) and status in (None, look.state.status):
            runs.append(summary_data(look))
    return as_json({"runs": runs, "unreadable": unreadable})


@routes.on("GET", "/runs/{run}", READERS, answers=answers_standing.RunInFull, said="The run.")
def show_run(house: TheHouse, run: str) -> Response:
    """Show how a run stands: its tasks, gates, outages, and what is owed."""
    look = look_at(house, run)
    return as_json({**standing_data(look.standing, look.head), "speed": look.speed})


@routes.on(
    "GET", "/runs/{run}/needs", READERS, answers=answers_standing.Needs, said="What needs somebody."
)
def list_needs(house: TheHouse, run: str) -> Response:
    """List what needs somebody, most urgent first; `do` is the command of the command line."""
    look = look_at(house, run)
    needs = [
        {"kind": one.kind, "text": one.text, "do": one.do or None, "urgent": one.urgent}
        for one in look.standing.needs
    ]
    return as_json({**frame_data(look), "needs": needs})


@routes.on("GET", "/runs/{run}/plan", READERS, answers=answers_standing.Plan, said="The plan.")
def show_plan(house: TheHouse, run: str) -> Response:
    """Show the plan as last amended, and what is expected if the rest goes by plan."""
    return as_json(plan_data(look_at(house, run)))


@routes.on(
    "GET",
    "/runs/{run}/forecast",
    READERS,
    answers=answers_forecast.Forecast,
    said="The forecast.",
)
def show_forecast(
    *,
    house: TheHouse,
    run: str,
    target: Annotated[
        str | None,
        Query(description="A gate, an outage, a task or `finish`; by default the next gate."),
    ] = None,
) -> Response:
    """Show the forecast of what is left, as `callboard forecast` writes it for programs.

    There is none of a run that is over.
    """
    look = look_at(house, run)
    check_forecast_target(look.state, target)
    try:
        return as_json(of_run(look.state, look.now, Wanted(target=target)).data())
    except CallboardError as error:
        raise ApiProblem(404, "no-forecast", error.message, error.hint) from error


@routes.on(
    "GET", "/runs/{run}/outages", READERS, answers=answers_standing.Outages, said="The outages."
)
def list_outages(house: TheHouse, run: str) -> Response:
    """List the outages: planned, expected and as they happened; what is open first."""
    look = look_at(house, run)
    return as_json({**frame_data(look), "outages": plain(outages(look.standing))})


@routes.on("GET", "/runs/{run}/report", READERS, answers=answers.Report, said="The figures.")
def show_report(house: TheHouse, run: str) -> Response:
    """Show the figures of the timing report, as `callboard report` writes them for programs."""
    with reported(look_at(house, run)) as made:
        return as_json(report_data(made))
