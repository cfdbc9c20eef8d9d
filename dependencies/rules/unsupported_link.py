"""All four kinds of link belong to the model, but only finish-to-start is planned so far."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.findings import Finding, error
from runbooks.rules.references import tasks_of_both_legs
from runbooks.tasks import LinkKind

RULE = "unsupported-link"


def check(order: Order) -> Iterator[Finding]:
    """Every link that is not finish-to-start."""
    for path, who, task in tasks_of_both_legs(order.runbook):
        for number, link in enumerate(task.after):
            if link.link is not LinkKind.FINISH_START:
                yield error(
                    RULE,
                    (*path, "after", number, "link"),
                    f"The {link.link.value} link of {who} to {link.task} cannot be planned yet.",
                    "Only FS links (finish to start, with a lag) can; split the task if need be.",
                )
