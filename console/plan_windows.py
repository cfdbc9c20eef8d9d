"""What closes systems and hours to the tasks of a plan: outages, blackouts and calendars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table

from console.output import heading, table
from console.schedule_tasks import basis_mark
from dependencies.plan import Plan
from runbooks.blackouts import Blackout
from runbooks.calendars import Calendar
from runbooks.clocktime import local_short, minutes_text
from runbooks.instants import instant_of
from runbooks.model import Runbook

#: Tasks that are named one by one.
_MOST_NAMED = 8
_HOLIDAYS = {"england": "England and Wales", "scotland": "Scotland"}


def window_tables(book: Runbook, plan: Plan) -> Iterator[RenderableType]:
    """Tables of the outages, the blackouts and the calendars of a plan, as far as it has any.

    Raises TimeError.
    """
    if plan.outages:
        yield heading("Outages", len(plan.outages))
        yield _outages(book, plan)
    if book.blackouts:
        yield heading("Blackouts", len(book.blackouts))
        yield _blackouts(book, plan)
    by_calendar: dict[str, list[str]] = {}
    for task in plan.tasks:
        if name := book.calendar_of(book.task_by_id[task]):
            by_calendar.setdefault(name, []).append(task)
    if by_calendar:
        yield heading("Calendars", len(by_calendar))
        yield _calendars(book, by_calendar)


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
            basis_mark(book.outages[key].basis),
            f"{system} ({name})",
        )
    return rows


def _blackouts(book: Runbook, plan: Plan) -> Table:
    rows = table("Blackout", "From", "To", "Holds", "Title")
    for key, blackout in book.blackouts.items():
        for number, window in enumerate(blackout.windows):
            begins, ends = (instant_of(moment, book) for moment in (window.from_, window.to))
            rows.add_row(
                "" if number else key,
                local_short(begins, book.timezone),
                local_short(ends, book.timezone),
                "" if number else _held(book, plan, blackout),
                "" if number else blackout.title,
            )
    return rows


def _held(book: Runbook, plan: Plan, blackout: Blackout) -> str:
    held = sum(blackout.holds(book.task_by_id[task]) for task in plan.tasks)
    return "every task" if held == len(plan.tasks) else _count(held)


def _calendars(book: Runbook, by_calendar: dict[str, list[str]]) -> Table:
    rows = table("Calendar", "Works", "Tasks")
    for name, tasks in by_calendar.items():
        for number, line in enumerate(_hours(book.calendar_by_id(name))):
            rows.add_row("" if number else name, line, "" if number else _named(tasks))
    return rows


def _hours(calendar: Calendar) -> Iterator[str]:
    """When a calendar is open, a line for each thing to know."""
    yield f"{calendar.days} {calendar.hours}"
    if calendar.holidays != "none":
        yield f"not on bank holidays of {_HOLIDAYS[calendar.holidays]}"
    for word, days in (("not on", calendar.closed), ("also on", calendar.open)):
        yield from (f"{word} {day.replace('..', ' to ')}" for day in days)


def _named(tasks: Sequence[str]) -> str:
    if len(tasks) > _MOST_NAMED:
        return f"{', '.join(tasks[:_MOST_NAMED])} and {len(tasks) - _MOST_NAMED} more"
    return ", ".join(tasks)


def _count(tasks: int) -> str:
    return f"{tasks} task{'' if tasks == 1 else 's'}"
