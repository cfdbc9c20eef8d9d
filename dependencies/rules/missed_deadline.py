"""A deadline that the plan misses already will not be kept on the night."""

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

RULE = "missed-deadline"


def check(order: Order) -> Iterator[Finding]:
    """Each missed `not_after`, `fixed`, `hard_limit` and `restore_by`, with what drives it."""
    runbook, places = order.runbook, places_of(order.runbook)
    for deadline in order.plan.deadlines if order.plan else ():
        if deadline.missed:
            late = f"{minutes_text(-deadline.margin)} after {due_words(runbook, deadline)}"
            yield warning(
                RULE,
                path_of(places, deadline),
                f"{planned_words(runbook, deadline)}, {late}{chain_words(deadline)}.",
                "Shorten or move what drives it, or move the deadline.",
            )
