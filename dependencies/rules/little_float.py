"""A deadline that the plan keeps, but with less to spare than the runbook asks for."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.deadline_findings import (
    chain_words,
    due_words,
    path_of,
    places_of,
    planned_words,
)
from dependencies.rules.subject import Order
from runbooks.clocktime import minutes_text
from runbooks.findings import Finding, warning

RULE = "little-float"


def check(order: Order) -> Iterator[Finding]:
    """Each deadline with less float than `float_limit`, with what drives it."""
    runbook, places = order.runbook, places_of(order.runbook)
    for deadline in order.plan.deadlines if order.plan else ():
        if deadline.near:
            spare = f"only {minutes_text(deadline.margin)} before {due_words(runbook, deadline)}"
            limit = minutes_text(runbook.float_limit or 0)
            yield warning(
                RULE,
                path_of(places, deadline),
                f"{planned_words(runbook, deadline)}, {spare}; the float should be {limit} at "
                f"least{chain_words(deadline)}.",
                "Shorten what drives it, move the deadline, or lower `float_limit`.",
            )
