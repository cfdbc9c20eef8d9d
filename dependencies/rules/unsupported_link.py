"""The model knows four kinds of link and leads; only finish-to-start with a lag is run so far."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.durations import format_seconds
from runbooks.findings import Finding, error
from runbooks.rules.references import tasks_of_all_legs
from runbooks.tasks import LinkKind

RULE = "unsupported-link"


def check(order: Order) -> Iterator[Finding]:
    """Every link that is not finish-to-start, and every lead."""
    for path, who, task in tasks_of_all_legs(order.runbook):
        for number, link in enumerate(task.after):
            if link.link is not LinkKind.FINISH_START:
                yield error(
                    RULE,
                    (*path, "after", number, "link"),
                    f"The {link.link.value} link of {who} to {link.task} cannot be planned yet.",
                    "Only FS links (finish to start, with a lag) can; split the task if need be.",
                )
            if link.lag < 0:
                yield error(
                    RULE,
                    (*path, "after", number, "lag"),
                    f"The link of {who} to {link.task} has a lead ({format_seconds(link.lag)}), "
                    "which cannot be run yet: nobody knows a finish beforehand.",
                    "Split the earlier task where the later one may begin, and link to that part.",
                )
