"""Whoever has been awake for too long makes mistakes; see `dependencies/people/awake.py`."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.people.awake import awake
from dependencies.rules.people_findings import named, rota_of, span_words
from dependencies.rules.subject import Order
from runbooks.clocktime import minutes_text
from runbooks.findings import Finding, warning

RULE = "hours-awake"


def check(order: Order) -> Iterator[Finding]:
    """Each time that a person is on duty or at work for longer than she should be awake."""
    rota = rota_of(order)
    if rota is None:
        return
    for found in awake(rota.duty, rota.booked):
        if found.too_long:
            span = span_words(order, found.since, found.until)
            yield warning(
                RULE,
                ("resources", found.person),
                f"{found.person} has {minutes_text(found.seconds)} without a rest of 8 h, {span} "
                f"({named(found.tasks)}); {minutes_text(found.limit)} is the limit.",
                "Share the work out, or plan a rest; `longest_awake` sets another limit.",
            )
