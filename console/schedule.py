"""The readable schedule of a plan: by phase, with outages, driving chains and odd days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from console.output import heading, table
from dependencies.calendars import date_text, hours_of_date
from dependencies.plan import Chain, Plan
from runbooks.clocktime import local, local_date, local_short, local_time, minutes_text
from runbooks.durations import format_seconds
from runbooks.model import Runbook

_USUAL_HOURS = 24


def schedule(book: Runbook, plan: Plan) -> Iterator[RenderableType]:
    """The parts of the schedule, to be printed one below the other."""
    yield from _title(book, plan)
    for phase, title in book.all_phases.items():
        tasks = [task_id for task_id in plan.tasks if book.task_by_id[task_id].phase == phase]
        if tasks:
            yield heading(title if title == phase else f"{phase}: {title}", len(tasks))
            yield _tasks(book, plan, tasks)
    if plan.outages:
        yield heading("Outages", len(plan.outages))
        yield _outages(book, plan)
    yield heading("What drives it")
    yield from _chains(book, plan)
    if odd := list(_odd_days(book, plan)):
        yield heading("Clock changes")
        yield from odd


def _title(book: Runbook, plan: Plan) -> Iterator[RenderableType]:
    yield Text(f"{book.runbook}: {book.title}, version {book.version}", style="bold")
    if book.notice:
        yield Text(book.notice, style="italic")
    start, finish = (local(at, book.timezone) for at in (plan.start, plan.finish))
    length = minutes_text((plan.finish - plan.start).total_seconds())
    yield Text(f"{start} to {finish}: {length}, {len(plan.tasks)} tasks.")
    yield Text("Times are local. Float: how far a task may slip before the finish does. *: none.")


def _tasks(book: Runbook, plan: Plan, tasks: list[str]) -> Table:
    rows = table("Task", "Start", "Finish", "Float", "Mark", "Title")
    for task_id in tasks:
        planned, task = plan.tasks[task_id], book.task_by_id[task_id]
        gate = book.gate_by_meeting.get(task_id)
        marks = [gate.id] if gate else []
        marks += ["*"] if planned.critical else []
        rows.add_row(
            task_id,
            local_short(planned.early_start, book.timezone),
            until(planned.early_start, planned.early_finish, book.timezone),
            format_seconds(planned.total_float) if planned.total_float else "none",
            " ".join(marks),
            task.title,
            style="bold" if marks else None,
        )
    return rows


def until(start: datetime, end: datetime, zone: str) -> str:
    """The end of a span: the time alone if it is on the day of the start."""
    if local_date(start, zone) == local_date(end, zone):
        return local_time(end, zone)
    return local_short(end, zone)


def _outages(book: Runbook, plan: Plan) -> Table:
    rows = table("Outage", "From", "To", "Length", "System")
    for key, window in plan.outages.items():
        system = book.outages[key].system
        name = book.systems[system].name if system in book.systems else system
        rows.add_row(
            key,
            local_short(window.start, book.timezone) if window.opens_in_scope else "before",
            local_short(window.end, book.timezone) if window.closes_in_scope else "after",
            minutes_text((window.end - window.start).total_seconds()),
            f"{system} ({name})",
        )
    return rows


def _chains(book: Runbook, plan: Plan) -> Iterator[RenderableType]:
    for key, chain in plan.chains.items():
        if not chain.steps:
            continue
        gate = book.gate_by_id.get(key)
        end = f"Gate {key} ({gate.title})" if gate else f"End of outage {key}"
        at = local_short(chain.at, book.timezone)
        slack = f", slack {minutes_text(chain.slack)}" if chain.slack else ", no slack"
        yield Text(f"{end}: {at}{slack}")
        yield Padding(Text(_steps(book, chain)), (0, 0, 0, 4))
    if plan.critical_path:
        yield Text(f"Finish: {local_short(plan.finish, book.timezone)}")
        since = _since_last_gate(book, plan.critical_path)
        yield Padding(Text(" > ".join(since)), (0, 0, 0, 4))


def _steps(book: Runbook, chain: Chain) -> str:
    """The chain since the gate before, with the waits in it."""
    shown = _since_last_gate(book, chain.tasks)
    waits = {step.task: step.wait for step in chain.steps}
    parts: list[str] = []
    for task_id in shown:
        if parts and waits.get(task_id):
            parts.append(f"(wait {format_seconds(waits[task_id])})")
        parts.append(task_id)
    return " > ".join(parts)


def _since_last_gate(book: Runbook, tasks: tuple[str, ...]) -> list[str]:
    """The end of a chain, from the last gate that it passes on its way."""
    for place in range(len(tasks) - 2, -1, -1):
        gate = book.gate_by_meeting.get(tasks[place])
        if gate:
            return [f"{gate.id} {tasks[place]}", *tasks[place + 1 :]]
    return list(tasks)


def _odd_days(book: Runbook, plan: Plan) -> Iterator[Text]:
    """Days of 23 or 25 hours, with the tasks that are planned across the change."""
    days = (plan.finish.date() - plan.start.date()).days
    for number in range(days + 2):
        day = plan.start.date() + timedelta(days=number)
        hours = hours_of_date(day, book.timezone)
        if hours != _USUAL_HOURS:
            change = "back" if hours > _USUAL_HOURS else "forward"
            yield Text(f"{date_text(day)} has {hours} hours: the clocks go {change}.")
