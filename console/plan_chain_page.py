"""`plan --chain`: the driving chain to one target, task by task, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.output import heading, table
from console.plan_chains import near_parts
from console.plan_words import wait_for, wait_words
from console.schedule import target_name, title
from dependencies.chain_to import chain_to
from dependencies.plan import ChainStep, Plan
from runbooks.clocktime import local_short
from runbooks.model import Runbook


def chain_page(book: Runbook, plan: Plan, target: str, *said: str) -> Iterator[RenderableType]:
    """The chain to a target and those nearly as long; raises PlanError for what is not planned."""
    steps = chain_to(book, plan, target)
    yield from title(book, plan)
    yield from map(Text, said)
    yield heading(f"What drives {target_name(book, target)}", len(steps))
    if not steps:
        yield Text("The clock alone: it has fixed times.")
        return
    yield Text("A wait comes before the task; it would absorb a delay as long as that.")
    yield _table(book, plan, steps)
    yield from near_parts(plan, target)


def _table(book: Runbook, plan: Plan, steps: tuple[ChainStep, ...]) -> Table:
    rows = table("Task", "Start", "Finish", "Waits, and for what", "Title")
    for step in steps:
        task, gate = book.task_by_id[step.task], book.gate_by_meeting.get(step.task)
        rows.add_row(
            step.task,
            local_short(step.start, book.timezone),
            local_short(step.finish, book.timezone),
            wait_words(book, step).removeprefix("wait ")
            if step.wait
            else _through(book, plan, step),
            f"{gate.id}: {task.title}" if gate else task.title,
            style="bold" if gate else None,
        )
    return rows


def _through(book: Runbook, plan: Plan, step: ChainStep) -> str:
    """What lets a task begin that waits behind no other."""
    driver = plan.tasks[step.task].driver
    if step.driven_by == "outage" and driver is not None:
        return f"outage, until {driver}"
    return wait_for(book, step)
