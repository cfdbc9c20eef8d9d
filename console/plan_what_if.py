"""`plan --what-if`: what moves, what is hit, and where the delay ends, for people."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.output import heading, table, wrapped
from console.plan_chains import indented
from console.plan_hits import absorbed_lines, hit_lines
from console.plan_words import steps_text
from console.schedule import title
from dependencies.plan import Plan
from dependencies.supposing import Supposed
from dependencies.what_if import TaskMoved, WhatIf
from runbooks.clocktime import local, local_short, minutes_text
from runbooks.instants import instant_of
from runbooks.model import Runbook


def what_if_page(book: Runbook, plan: Plan, found: WhatIf, *said: str) -> Iterator[RenderableType]:
    """What follows from suppositions about a runbook, against its plan."""
    yield from title(book, plan)
    yield from map(Text, said)
    for words in dict.fromkeys(_supposed(book, found.runbook, one) for one in found.supposed):
        yield Text(wrapped(f"What if {words}?"), style="bold")
    yield heading("What moves", len(found.tasks))
    yield _tasks(found) if found.tasks else Text("Nothing: every task keeps its dates.")
    yield heading("What is hit")
    for line, style in hit_lines(found):
        yield Text(wrapped(line), style=style)
    if found.absorbed:
        yield heading("Where it ends")
        yield from (Text(wrapped(line)) for line in absorbed_lines(found))
    if found.chain:
        yield heading(f"What drives {found.chain[-1].task} then")
        first = found.supposed[0].task
        yield indented(steps_text(found.runbook, found.chain, first))


def _supposed(before: Runbook, after: Runbook, supposed: Supposed) -> str:
    """`M10-052 takes 5 h 30 min instead of 4 h 00 min`."""
    old, new = before.task_by_id[supposed.task], after.task_by_id[supposed.task]
    if supposed.begins is not None:
        at = local(instant_of(supposed.begins, after), after.timezone)
        return f"{supposed.task} begins {'at' if new.fixed else 'not before'} {at}"
    working = after.calendar_of(new) is not None
    takes, took = (_length(each.duration.likely, working=working) for each in (new, old))
    return f"{supposed.task} takes {takes}{' of working time' if working else ''} instead of {took}"


def _length(seconds: int, *, working: bool) -> str:
    """A length for people; working time in hours, as no working day has 24 of them."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours} h {rest // 60:02} min" if working and hours else minutes_text(seconds)


def _tasks(found: WhatIf) -> Table:
    zone = found.runbook.timezone
    rows = table("Task", "Finish was", "Finish then", "Moves", "Title")
    for task in found.tasks:
        name = found.runbook.task_by_id[task.id].title
        gate = found.runbook.gate_by_meeting.get(task.id)
        rows.add_row(
            task.id,
            local_short(task.finish_before, zone),
            local_short(task.finish, zone),
            _moves(task),
            f"{gate.id}: {name}" if gate else name,
            style="bold" if gate else None,
        )
    return rows


def _moves(task: TaskMoved) -> str:
    """By how much its finish moves, or its start where only that does."""
    by = task.finishes_later or task.starts_later
    what = "" if task.finishes_later else " (its start)"
    return f"{'+' if by > 0 else ''}{minutes_text(by)}{what}"
