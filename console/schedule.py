"""The readable schedule of a plan: by phase, with outages, driving chains and odd days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from console.output import heading, table
from console.turning_back import turning_back
from dependencies.calendars import date_text, hours_of_date
from dependencies.plan import Chain, Plan, PlannedTask
from runbooks.clocktime import local, local_date, local_short, local_time, minutes_text
from runbooks.durations import format_seconds
from runbooks.model import Runbook
from runbooks.tasks import Basis

_USUAL_HOURS = 24
_DAY, _WEEK = 86_400, timedelta(days=6)
_MARKS = {"sourced": "S", "mixed": "M", "assumed": "A"}


def schedule(book: Runbook, plan: Plan, *range_: str) -> Iterator[RenderableType]:
    """The parts of the schedule, to be printed one below the other; `range_` says what part it is.

    Raises what `way_back` does.
    """
    yield from _title(book, plan)
    yield from map(Text, range_)
    yield from _legend()
    for phase, title in book.all_phases.items():
        tasks = [task for task in plan.tasks.values() if book.task_by_id[task.id].phase == phase]
        if tasks:
            yield heading(title if title == phase else f"{phase}: {title}", len(tasks))
            yield _tasks(book, tasks)
    if plan.outages:
        yield heading("Outages", len(plan.outages))
        yield _outages(book, plan)
    if back := turning_back(book, plan.tasks):
        yield heading("The way back")
        yield back
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


def _legend() -> Iterator[RenderableType]:
    yield Text(
        "Times are local. Float: how far a task may slip before the finish does "
        "(from a day on, in whole hours)."
    )
    yield Text("B, the basis of time and owner: S sourced, M mixed, A assumed.")


def _tasks(book: Runbook, tasks: list[PlannedTask]) -> Table:
    """The tasks by start, with a row for every new day."""
    rows = table("Task", "Start", "Finish", "Takes", "Float", "B", "Owner", "Title")
    ordered = sorted(tasks, key=lambda task: task.early_start)
    for _, those in groupby(ordered, lambda task: local_date(task.early_start, book.timezone)):
        for number, planned in enumerate(those):
            if not number:
                rows.add_row(_day(planned.early_start, book.timezone), style="dim")
            _add_task(rows, book, planned)
    return rows


def _add_task(rows: Table, book: Runbook, planned: PlannedTask) -> None:
    task = book.task_by_id[planned.id]
    gate = book.gate_by_meeting.get(task.id)
    rows.add_row(
        task.id,
        local_time(planned.early_start, book.timezone),
        _until(planned.early_start, planned.early_finish, book.timezone),
        format_seconds(task.duration.likely),
        _float(planned.total_float),
        _mark(task.basis),
        task.party,
        f"{gate.id}: {task.title}" if gate else task.title,
        style="bold" if gate or planned.critical else None,
    )


def _day(instant: datetime, zone: str) -> str:
    """`Fri 19 Sep`."""
    return " ".join(local_short(instant, zone).split()[:3])


def _until(start: datetime, end: datetime, zone: str) -> str:
    """The end of a span: the time, with its day if that is not the day of the start."""
    if local_date(start, zone) == local_date(end, zone):
        return local_time(end, zone)
    if end - start < _WEEK:
        return f"{local_short(end, zone).split()[0]} {local_time(end, zone)}"
    return local_short(end, zone)


def _float(seconds: int) -> str:
    """Float for people: in whole hours from a day on."""
    if not seconds:
        return "none"
    return format_seconds(seconds - seconds % 3600 if seconds >= _DAY else seconds)


def _mark(basis: Basis | None) -> str:
    return _MARKS[basis.mark] if basis else ""


def _outages(book: Runbook, plan: Plan) -> Table:
    rows = table("Outage", "From", "To", "Length", "B", "System")
    for key, window in plan.outages.items():
        system = book.outages[key].system
        name = book.systems[system].name if system in book.systems else system
        rows.add_row(
            key,
            local_short(window.start, book.timezone) if window.opens_in_scope else "before",
            local_short(window.end, book.timezone) if window.closes_in_scope else "after",
            minutes_text((window.end - window.start).total_seconds()),
            _mark(book.outages[key].basis),
            f"{system} ({name})",
        )
    return rows


def _chains(book: Runbook, plan: Plan) -> Iterator[RenderableType]:
    yield Text(
        "Slack: how long a gate, once its last predecessor lets it go, waits for its meeting."
    )
    yield Text("Held: a wait for a fixed time, which would absorb a delay before it.")
    for key, chain in plan.chains.items():
        if not chain.steps:
            continue
        gate = book.gate_by_id.get(key)
        end = f"Gate {key} ({gate.title})" if gate else f"End of outage {key}"
        at = local_short(chain.at, book.timezone)
        spare = _slack(book, chain) if gate else _held(chain, "not held by any fixed time")
        yield Text(f"{end}: {at}, {spare}")
        yield Padding(Text(_steps(book, chain)), (0, 0, 0, 4))
    if plan.critical_path:
        yield Text(f"Finish: {local_short(plan.finish, book.timezone)}")
        since = _since_last_gate(book, plan.critical_path)
        yield Padding(Text(" > ".join(since)), (0, 0, 0, 4))


def _slack(book: Runbook, chain: Chain) -> str:
    """How long a gate waits for its meeting."""
    if len(chain.steps) == 1:
        return "with nothing planned before it"
    if not chain.slack:
        return _held(chain, "", before="no slack")
    ready = local_short(chain.ready_at, book.timezone)
    return f"slack {minutes_text(chain.slack)} (ready {ready})"


def _held(chain: Chain, otherwise: str, before: str = "") -> str:
    step = chain.held_by
    held = f"held {minutes_text(step.wait)} by {step.task}'s fixed time" if step else otherwise
    return "; ".join(filter(None, (before, held)))


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
