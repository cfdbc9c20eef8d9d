"""`plan --level`: the plan that people can keep, and who waits for whom in it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.output import heading, table, wrapped
from console.plan_deadlines import deadline_table
from console.plan_people import people_parts, resource_name
from console.schedule import title
from dependencies.levelled_deadlines import levelled_deadlines
from dependencies.people.levelled import Held, Levelled, LevelledTask
from dependencies.plan import Plan
from dependencies.plan_people import people_of_levelled, people_of_plan
from runbooks.clocktime import local, local_short, minutes_text
from runbooks.model import Runbook


def level_page(
    book: Runbook, plan: Plan, levelled: Levelled, *said: str
) -> Iterator[RenderableType]:
    """The parts of the page; `said` comes below its title. Raises TimeError."""
    yield from title(book, plan)
    yield from map(Text, said)
    yield Text(wrapped(_summary(book, levelled)), style="bold")
    waiting = [task for task in levelled.tasks.values() if task.held_by is not None]
    yield heading("Tasks that wait for people", len(waiting))
    yield _waits(book, waiting) if waiting else Text("None: there are people enough.")
    moved = [
        task for task in levelled.tasks.values() if task.start != plan.tasks[task.id].early_start
    ]
    if moved:
        yield heading("What moves", len(moved))
        yield _moved(book, plan, moved)
    if deadlines := levelled_deadlines(book, plan, levelled):
        yield heading("Deadlines, levelled", len(deadlines))
        yield deadline_table(book, deadlines)
    before, after = people_of_plan(book, plan), people_of_levelled(book, levelled)
    yield from people_parts(book, before, after)


def _summary(book: Runbook, levelled: Levelled) -> str:
    finish = local(levelled.finish, book.timezone)
    zero = book.start.instant(book.timezone)
    takes = minutes_text((levelled.finish - zero).total_seconds())
    later = (levelled.finish - levelled.unlevelled_finish).total_seconds()
    than = f"{minutes_text(later)} later than without" if later else "no later than without"
    return (
        f"With the people there are it ends {finish}, {than}; it takes {takes} from the start "
        f"of the runbook. {_tried(levelled.tried)}"
    )


def _tried(orders: int) -> str:
    return "1 order of work was tried." if orders == 1 else f"{orders:,} orders of work were tried."


def _waits(book: Runbook, waiting: list[LevelledTask]) -> Table:
    rows = table("Task", "Starts", "Waits", "For", "Behind", "Title")
    for task in sorted(waiting, key=lambda task: task.start):
        held = task.held_by
        assert held is not None
        rows.add_row(
            task.id,
            local_short(task.start, book.timezone),
            minutes_text(held.seconds),
            resource_name(book, held.resource),
            _behind(held),
            task_title(book, task.id),
        )
    return rows


def _behind(held: Held) -> str:
    return ", ".join(held.behind) or "a shift"


def _moved(book: Runbook, plan: Plan, moved: list[LevelledTask]) -> Table:
    rows = table("Task", "Start was", "Start then", "Finish then", "Moves", "Title")
    for task in sorted(moved, key=lambda task: task.start):
        was = plan.tasks[task.id].early_start
        rows.add_row(
            task.id,
            local_short(was, book.timezone),
            local_short(task.start, book.timezone),
            local_short(task.finish, book.timezone),
            minutes_text((task.start - was).total_seconds()),
            task_title(book, task.id),
        )
    return rows


def task_title(book: Runbook, task: str) -> str:
    """The title of a task; of a meeting with its gate."""
    gate = book.gate_by_meeting.get(task)
    title_ = book.task_by_id[task].title
    return f"{gate.id}: {title_}" if gate else title_
