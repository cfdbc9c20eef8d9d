"""What a plan asks of people, for people: bookings beyond what there is, handovers, hours awake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.output import heading, table
from dependencies.people.awake import Awake
from dependencies.people.handovers import Handover
from dependencies.people.overbooked import Overbooked
from dependencies.plan_people import PlanPeople
from runbooks.clocktime import local_short, minutes_text
from runbooks.model import Runbook

_BAD = "bold red"


def overbooked_line(book: Runbook, people: PlanPeople) -> Text | None:
    """That a plan asks for more people than there are, in a line; None if it does not."""
    if not people.overbooked:
        return None
    names = dict.fromkeys(resource_name(book, one.resource) for one in people.overbooked)
    times = len(people.overbooked)
    often = "once" if times == 1 else f"{times} times"
    booked = f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} booked beyond what there is"
    return Text(f"PEOPLE: {booked}, {often}; see --level.", style="bold yellow")


def people_parts(book: Runbook, before: PlanPeople, after: PlanPeople) -> Iterator[RenderableType]:
    """Bookings beyond what there is without levelling; handovers and hours awake with it."""
    if before.overbooked:
        yield heading("Booked beyond what there is, without levelling", len(before.overbooked))
        yield _overbooked(book, before.overbooked)
    if after.handovers:
        yield heading("Handovers, levelled", len(after.handovers))
        yield _handovers(book, after.handovers)
    if after.awake:
        yield heading("Hours awake, levelled", len(after.awake))
        yield _awake(book, after.awake)


def resource_name(book: Runbook, resource: str) -> str:
    """What people call a resource."""
    return book.resources[resource].name or resource


def _overbooked(book: Runbook, stretches: Sequence[Overbooked]) -> Table:
    rows = table("Who", "From", "To", "Asked", "There", "Tasks")
    for one in stretches:
        rows.add_row(
            resource_name(book, one.resource),
            local_short(one.start, book.timezone),
            local_short(one.finish, book.timezone),
            str(one.demand),
            "off duty" if one.off_duty else str(one.capacity),
            ", ".join(one.tasks),
        )
    return rows


def _handovers(book: Runbook, found: Sequence[Handover]) -> Table:
    rows = table("Task", "At", "Goes", "Takes over", "Title")
    for one in found:
        rows.add_row(
            one.task,
            local_short(one.at, book.timezone),
            _names(book, one.leaving),
            _names(book, one.taking_over) or "NOBODY",
            book.task_by_id[one.task].title,
            style=None if one.taking_over else _BAD,
        )
    return rows


def _awake(book: Runbook, found: Sequence[Awake]) -> Table:
    rows = table("Person", "From", "To", "Awake", "At most", "Tasks")
    for one in found:
        rows.add_row(
            resource_name(book, one.person),
            local_short(one.since, book.timezone),
            local_short(one.until, book.timezone),
            f"{minutes_text(one.seconds)}{', TOO LONG' if one.too_long else ''}",
            minutes_text(one.limit),
            ", ".join(one.tasks),
            style=_BAD if one.too_long else None,
        )
    return rows


def _names(book: Runbook, resources: Sequence[str]) -> str:
    return ", ".join(resource_name(book, one) for one in resources)
