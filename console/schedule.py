"""The readable schedule of a plan: phases, windows, deadlines, driving chains and odd days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rich.console import RenderableType
from rich.text import Text

from console.output import heading
from console.plan_chains import chain_parts
from console.plan_deadlines import deadline_parts, missed_line
from console.plan_people import overbooked_line
from console.plan_windows import window_tables
from console.schedule_tasks import Towards, task_tables
from console.turning_back import turning_back
from dependencies.calendars import date_text, hours_of_date
from dependencies.plan import Plan
from dependencies.plan_people import people_of_plan
from runbooks.clocktime import local, minutes_text
from runbooks.model import Runbook

_USUAL_HOURS = 24


def schedule(
    book: Runbook, plan: Plan, *said: str, towards: Towards | None = None
) -> Iterator[RenderableType]:
    """The parts of the schedule, to be printed one below the other; `said` comes before them.

    Float is towards the finish, or another target. Raises what `way_back` does.
    """
    yield from title(book, plan)
    yield from map(Text, said)
    if missed := missed_line(plan):
        yield missed
    if overbooked := overbooked_line(book, people_of_plan(book, plan)):
        yield overbooked
    yield from _legend(book, plan, towards)
    yield from task_tables(book, plan, towards)
    yield from window_tables(book, plan)
    yield from deadline_parts(book, plan)
    if back := turning_back(book, plan):
        yield heading("The way back")
        yield back
    yield heading("What drives it")
    yield from chain_parts(book, plan)
    if odd := list(_odd_days(book, plan)):
        yield heading("Clock changes")
        yield from odd


def title(book: Runbook, plan: Plan) -> Iterator[RenderableType]:
    """What the plan is of, and from when to when."""
    yield Text(f"{book.runbook}: {book.title}, version {book.version}", style="bold")
    if book.notice:
        yield Text(book.notice, style="italic")
    start, finish = (local(at, book.timezone) for at in (plan.start, plan.finish))
    length = minutes_text((plan.finish - plan.start).total_seconds())
    yield Text(f"{start} to {finish}: {length}, {len(plan.tasks)} tasks.")


def target_name(book: Runbook, target: str) -> str:
    """A target in a sentence: `gate G8 (Point of no return)`, `the end of outage OUT-EES`."""
    if gate := book.gate_by_id.get(target):
        return f"gate {target} ({gate.title})"
    if target in book.outages:
        return f"the end of outage {target}"
    if task := book.task_by_id.get(target):
        return f"{target} ({task.title})"
    return "the way back is late" if target == "restore_by" else "the finish"


def _legend(book: Runbook, plan: Plan, towards: Towards | None) -> Iterator[RenderableType]:
    column, target = "Float", "the finish does"
    if towards is not None:
        column, target = f"To {towards.target}", _before(book, towards.target)
    yield Text(
        f"Times are local. {column}: how far a task may slip before {target} "
        "(from a day on, in whole hours)."
    )
    if any(task.free_float != task.total_float for task in plan.tasks.values()):
        yield Text("Free: how far it may slip before any task behind it does, where that is less.")
    if any(book.calendar_of(book.task_by_id[task]) for task in plan.tasks):
        yield Text("W: working time of its calendar; other lengths are elapsed time.")
    yield Text("B, the basis of time and owner: S sourced, M mixed, A assumed.")


def _before(book: Runbook, target: str) -> str:
    if target == "restore_by":
        return "turning back at the last gate for it would be over too late"
    return f"{target_name(book, target)} does"


def _odd_days(book: Runbook, plan: Plan) -> Iterator[Text]:
    """Days of 23 or 25 hours, with the tasks that are planned across the change."""
    days = (plan.finish.date() - plan.start.date()).days
    for number in range(days + 2):
        day = plan.start.date() + timedelta(days=number)
        hours = hours_of_date(day, book.timezone)
        if hours != _USUAL_HOURS:
            change = "back" if hours > _USUAL_HOURS else "forward"
            yield Text(f"{date_text(day)} has {hours} hours: the clocks go {change}.")
