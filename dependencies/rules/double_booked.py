"""Nobody can be in two places at once, and no team has more people than are on duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dependencies.people.overbooked import Overbooked, overbooked
from dependencies.rules.people_findings import named, rota_of, span_words
from dependencies.rules.subject import Order
from runbooks.findings import Finding, warning

RULE = "double-booked"
_HINT = "Change needs, links or shifts; `callboard plan FILE --level` shows what people can keep."


def check(order: Order) -> Iterator[Finding]:
    """Each resource that the plan, which counts nobody, books beyond its people or its shifts."""
    rota = rota_of(order)
    if rota is None:
        return
    for name, stretches in overbooked(rota.duty, rota.booked).items():
        for off_duty in (False, True):
            alike = [each for each in stretches if each.off_duty is off_duty and _own(order, each)]
            if alike:
                message = f"{_what(order, alike[0])}{_more(alike)}."
                yield warning(RULE, ("resources", name), message, _HINT)


def _own(order: Order, found: Overbooked) -> bool:
    """Whether a task asks for it; that a person is off duty is not told of her teams again."""
    tasks = order.runbook.task_by_id
    return not found.off_duty or any(found.resource in tasks[each].needs for each in found.tasks)


def _what(order: Order, found: Overbooked) -> str:
    span, tasks = span_words(order, found.start, found.finish), named(found.tasks)
    if found.off_duty:
        return f"{found.resource} is booked off duty {span} ({tasks})"
    if order.runbook.resources[found.resource].person:
        return f"{found.resource} is double-booked {span} ({tasks})"
    figures = f"{found.demand} are needed and {found.capacity} on duty"
    return f"{found.resource} is over-allocated {span}: {figures} ({tasks})"


def _more(alike: Sequence[Overbooked]) -> str:
    again = len(alike) - 1
    if not again:
        return ""
    return f", and {again} more {'time' if again == 1 else 'times'}"
