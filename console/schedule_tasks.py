"""The tasks of a plan as tables by phase, with their dates and floats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table

from console.output import heading, table
from console.plan_words import float_text, takes_text
from dependencies.plan import Plan, PlannedTask
from runbooks.clocktime import local_date, local_short, local_time
from runbooks.model import Runbook
from runbooks.tasks import Basis

_WEEK = timedelta(days=6)
_MARKS = {"sourced": "S", "mixed": "M", "assumed": "A"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Towards:
    """A target, and the seconds by which tasks may slip before it does."""

    target: str
    floats: Mapping[str, int]


def task_tables(
    book: Runbook, plan: Plan, towards: Towards | None = None
) -> Iterator[RenderableType]:
    """A heading and a table for each phase that has tasks in the plan."""
    for phase, title in book.all_phases.items():
        tasks = [task for task in plan.tasks.values() if book.task_by_id[task.id].phase == phase]
        if tasks:
            yield heading(title if title == phase else f"{phase}: {title}", len(tasks))
            yield _tasks(book, tasks, towards)


def basis_mark(basis: Basis | None) -> str:
    """S, M or A; empty where nothing is said."""
    return _MARKS[basis.mark] if basis else ""


def until(start: datetime, end: datetime, zone: str) -> str:
    """The end of a span: the time, with its day if that is not the day of the start."""
    if local_date(start, zone) == local_date(end, zone):
        return local_time(end, zone)
    if end - start < _WEEK:
        return f"{local_short(end, zone).split()[0]} {local_time(end, zone)}"
    return local_short(end, zone)


def day_text(instant: datetime, zone: str) -> str:
    """`Fri 19 Sep`."""
    return " ".join(local_short(instant, zone).split()[:3])


def _tasks(book: Runbook, tasks: list[PlannedTask], towards: Towards | None) -> Table:
    """The tasks by start, with a row for every new day."""
    free = towards is not None or any(task.free_float != task.total_float for task in tasks)
    which = "Float" if towards is None else f"To {towards.target}"
    columns = ("Task", "Start", "Finish", "Takes", which, *(("Free",) if free else ()))
    rows = table(*columns, "B", "Owner", "Title")
    ordered = sorted(tasks, key=lambda task: task.early_start)
    for _, those in groupby(ordered, lambda task: local_date(task.early_start, book.timezone)):
        for number, planned in enumerate(those):
            if not number:
                rows.add_row(day_text(planned.early_start, book.timezone), style="dim")
            floats = (_float(planned, towards), *((_free(planned, towards),) if free else ()))
            _add_task(rows, book, planned, floats)
    return rows


def _add_task(rows: Table, book: Runbook, planned: PlannedTask, floats: tuple[str, ...]) -> None:
    task = book.task_by_id[planned.id]
    gate = book.gate_by_meeting.get(task.id)
    rows.add_row(
        task.id,
        local_time(planned.early_start, book.timezone),
        until(planned.early_start, planned.early_finish, book.timezone),
        takes_text(book, task),
        *floats,
        basis_mark(task.basis),
        task.party,
        f"{gate.id}: {task.title}" if gate else task.title,
        style="bold" if gate or planned.critical else None,
    )


def _float(planned: PlannedTask, towards: Towards | None) -> str:
    """Towards the end, or a target; a dash for a task that is on no way to it."""
    if towards is None:
        return float_text(planned.total_float)
    return float_text(towards.floats[planned.id]) if planned.id in towards.floats else "-"


def _free(planned: PlannedTask, towards: Towards | None) -> str:
    """Only where it differs from the float beside it."""
    beside = planned.total_float if towards is None else towards.floats.get(planned.id)
    return "" if planned.free_float == beside else float_text(planned.free_float)
