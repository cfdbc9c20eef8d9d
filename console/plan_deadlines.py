"""The deadlines of a plan as a table, and what drives those that are missed or near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.output import heading, table
from console.plan_chains import indented
from console.plan_words import deadline_words, steps_text, to_spare
from dependencies.chains import driving_chain
from dependencies.plan import Deadline, Plan
from runbooks.clocktime import local_short
from runbooks.model import Runbook

_LATE, _NEAR = "bold red", "bold yellow"


def missed_line(plan: Plan) -> Text | None:
    """Which deadlines the plan misses, in a line to be read first; None if it keeps them all."""
    missed = [f"{one.id} {to_spare(one)}" for one in plan.deadlines if one.missed]
    return Text(f"DEADLINES MISSED: {'; '.join(missed)}.", style=_LATE) if missed else None


def deadline_parts(book: Runbook, plan: Plan) -> Iterator[RenderableType]:
    """The deadlines by their dates, and below them the chains that drive the late and near ones."""
    if not plan.deadlines:
        return
    yield heading("Deadlines", len(plan.deadlines))
    yield deadline_table(book, plan.deadlines)
    for deadline in plan.deadlines:
        if not (deadline.missed or deadline.near):
            continue
        yield Text(f"{deadline.id} ({to_spare(deadline)}) is driven by:", style=_style(deadline))
        yield indented(_driven_by(book, plan, deadline))


def deadline_table(book: Runbook, deadlines: Sequence[Deadline]) -> Table:
    """Deadlines with when they are expected and what is to spare, the late and near ones marked."""
    rows = table("By", "Expected", "To spare", "What")
    for deadline in deadlines:
        rows.add_row(
            local_short(deadline.at, book.timezone),
            local_short(deadline.expected, book.timezone),
            to_spare(deadline),
            deadline_words(book, deadline),
            style=_style(deadline),
        )
    return rows


def _driven_by(book: Runbook, plan: Plan, deadline: Deadline) -> str:
    if deadline.task is None:
        return "the clock: the outage's own times"
    return steps_text(book, driving_chain(plan.tasks, deadline.task))


def _style(deadline: Deadline) -> str:
    if deadline.missed:
        return _LATE
    return _NEAR if deadline.near else ""
