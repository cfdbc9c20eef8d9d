"""An outage that can be closed before it opens would never be open, or never end."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.findings import Finding, error
from runbooks.outages import Edge

RULE = "outage-order"


def check(order: Order) -> Iterator[Finding]:
    """Outages whose closing task comes before the opening one, or need not come after it."""
    for key, outage in order.runbook.outages.items():
        if outage.opens is None or outage.closes is None or _is_hidden(key, order):
            continue
        opens, closes = outage.opens, outage.closes
        path = ("outages", key, "closes")
        if _closed_first(opens, closes, order) or _planned_backwards(key, order):
            yield error(
                RULE,
                path,
                f"Outage {key} closes at the {closes.at} of {closes.task}, "
                f"before it opens at the {opens.at} of {opens.task}.",
                "Link the closing task after the opening one, or correct one of the two.",
            )
        elif _unlinked(opens, closes, order):
            yield error(
                RULE,
                path,
                f"Task {closes.task}, which closes outage {key}, does not wait for {opens.task}, "
                "which opens it.",
                "Link the closing task after the opening one, directly or through others.",
            )


def _is_hidden(key: str, order: Order) -> bool:
    """Whether nobody knows at which end of its task the outage opens or closes."""
    gaps = order.subject.gaps
    return any(gaps.hide(("outages", key, edge), "at") for edge in ("opens", "closes"))


def _closed_first(opens: Edge, closes: Edge, order: Order) -> bool:
    if opens.task == closes.task:
        return (opens.at, closes.at) != ("start", "finish")
    return opens.task in order.after(closes.task)


def _planned_backwards(key: str, order: Order) -> bool:
    planned = order.plan.outages.get(key) if order.plan else None
    return planned is not None and planned.end <= planned.start


def _unlinked(opens: Edge, closes: Edge, order: Order) -> bool:
    """Whether no link holds the closing task back; not to be said if a link was left out."""
    if opens.task == closes.task or not {opens.task, closes.task} <= set(order.graph):
        return False
    return not order.has_hidden_links and closes.task not in order.after(opens.task)
