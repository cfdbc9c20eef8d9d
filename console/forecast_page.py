"""The readable forecast: when gates are ready and outages end, and what drives that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.forecast_words import about_target, assumed, chance, chance_style, precision_words
from console.output import heading, table, wrapped
from console.plan_words import deadline_words
from console.schedule import target_name
from dependencies.forecast.records import Forecast, Quantiles
from dependencies.plan import Plan
from runbooks.clocktime import local_short, local_time, minutes_text
from runbooks.model import Runbook

#: Tasks that are told of: those that drive the target most often, or move it most.
_MOST_TASKS = 10


def forecast_page(
    book: Runbook,
    plan: Plan,
    found: Forecast,
    *said: str,
    finish: datetime | None = None,
    chosen: bool,
    begun: bool = False,
    over: Collection[str] = (),
) -> Iterator[RenderableType]:
    """The parts of the page; `said` comes below its title. `chosen`: somebody named the target.

    `finish` is when all was to be over; by default the plan's. `begun`: it is of a run. What hangs
    on tasks that are over is left out.
    """
    yield Text(f"Forecast of {book.runbook}: {book.title}, version {book.version}", style="bold")
    if book.notice:
        yield Text(book.notice, style="italic")
    yield from (Text(wrapped(line)) for line in said)
    yield Text(f"{found.trials:,} trials, seed {found.seed}.")
    yield Text(wrapped(about_target(book, found, chosen=chosen)))
    yield Text(wrapped(precision_words(found)))
    yield heading("When")
    yield Text("P80: four trials in five are over by then. Of a gate: when it is ready.")
    yield _dates(book, finish or plan.finish, found, over)
    if found.deadlines:
        yield heading("Deadlines", len(found.deadlines))
        yield _deadlines(book, plan, found)
    yield heading(f"What drives {target_name(book, found.target or 'finish')}")
    yield from _drivers(book, found, over)
    yield heading("Taken for granted")
    yield from (Text(wrapped(line)) for line in assumed(book, found, begun=begun))


def _dates(book: Runbook, finish: datetime, found: Forecast, over: Collection[str]) -> Table:
    rows = table("What", "Planned", "P10", "P50", "P80", "P95", "In time", "Title")
    for key, gate in found.gates.items():
        if book.gate_by_id[key].meeting in over:
            continue
        title = book.gate_by_id[key].title
        dates = _row(book, gate.planned, gate.ready)
        rows.add_row(key, *dates, chance(gate.in_time), title, style=chance_style(gate.in_time))
    for key, outage in sorted(found.outages.items(), key=lambda each: each[1].planned):
        closes = book.outages[key].closes
        if closes is None or closes.task not in over:
            rows.add_row(
                key,
                *_row(book, outage.planned, outage.end),
                chance(outage.in_time),
                "ends",
                style=chance_style(outage.in_time),
            )
    rows.add_row("finish", *_row(book, finish, found.finish), "", "")
    return rows


def _row(book: Runbook, planned: datetime, dates: Quantiles) -> Iterator[str]:
    for at in (planned, dates.p10, dates.p50, dates.p80, dates.p95):
        day = " ".join(local_short(at, book.timezone).split()[:3])
        yield f"{day}\n{local_time(at, book.timezone)}"


def _deadlines(book: Runbook, plan: Plan, found: Forecast) -> Table:
    rows = table("By", "Chance", "What")
    known = {(one.kind, one.id): one for one in plan.deadlines}
    for one in found.deadlines:
        planned = known.get((one.kind, one.id))
        rows.add_row(
            local_short(one.at, book.timezone),
            chance(one.probability),
            deadline_words(book, planned) if planned else one.id,
            style=chance_style(one.probability),
        )
    return rows


def _drivers(book: Runbook, found: Forecast, over: Collection[str]) -> Iterator[RenderableType]:
    tasks = _tasks(book, found, over)
    if not tasks.row_count:
        yield Text("Nothing that is ahead.")
        return
    yield Text("On the chain: how often it drives that. Costs: what its uncertainty adds to P80.")
    if found.sampled < found.trials:
        yield Text(f"The finish of a task is by the first {found.sampled:,} trials alone.")
    yield tasks


def _tasks(book: Runbook, found: Forecast, over: Collection[str]) -> Table:
    rows = table("Task", "On the chain", "Costs", "Finish P50", "Finish P80", "Title")
    costs = {mover.task: mover.seconds for mover in found.movers}
    often = sorted(found.tasks, key=lambda task: -found.tasks[task].criticality)
    known = {*costs, *over}
    driving = [task for task in often if found.tasks[task].criticality and task not in known]
    for key in (*costs, *driving)[:_MOST_TASKS]:
        task = found.tasks[key]
        rows.add_row(
            key,
            chance(task.criticality),
            minutes_text(costs[key]) if key in costs else "",
            local_short(task.finish_p50, book.timezone),
            local_short(task.finish_p80, book.timezone),
            book.task_by_id[key].title,
        )
    return rows
