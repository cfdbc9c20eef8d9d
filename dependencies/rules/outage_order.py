"""An outage that is closed before it opens would never be open, or never end."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.findings import Finding, error
from runbooks.outages import Edge

RULE = "outage-order"


def check(order: Order) -> Iterator[Finding]:
    """Outages whose closing task comes before the opening one, by links or by plan."""
    for key, outage in order.runbook.outages.items():
        if outage.opens is None or outage.closes is None:
            continue
        opens, closes = outage.opens, outage.closes
        if _closed_first(opens, closes, order) or _planned_backwards(key, order):
            yield error(
                RULE,
                ("outages", key, "closes"),
                f"Outage {key} closes at the {closes.at} of {closes.task}, "
                f"before it opens at the {opens.at} of {opens.task}.",
                "Link the closing task after the opening one, or correct one of the two.",
            )


def _closed_first(opens: Edge, closes: Edge, order: Order) -> bool:
    if opens.task == closes.task:
        return (opens.at, closes.at) != ("start", "finish")
    return opens.task in order.after(closes.task)


def _planned_backwards(key: str, order: Order) -> bool:
    planned = order.plan.outages.get(key) if order.plan else None
    return planned is not None and planned.end <= planned.start
