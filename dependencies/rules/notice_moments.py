"""What must be sent before an outage, and being shut out earlier, comes before it opens."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.clocktime import local_short
from runbooks.findings import Finding, Path, error
from runbooks.outages import NoticeMoment, Outage
from runbooks.rules.moments import known_instant

RULE = "notice-moment"


def check(order: Order) -> Iterator[Finding]:
    """Each `at` of a cut-off or submit-by time that is planned after its outage opens."""
    for key, outage in order.runbook.outages.items():
        planned = order.plan.outages.get(key) if order.plan else None
        if planned is None:
            continue
        for path, what, moment in _moments(outage):
            at = known_instant(moment.at, order.subject) if moment.at else None
            if at is not None and at > planned.start:
                opens = local_short(planned.start, order.runbook.timezone)
                yield error(
                    RULE,
                    ("outages", key, *path, "at"),
                    f"The {what} of outage {key} comes after it opens at {opens}.",
                    "Name an earlier time, or write `before` with how long before it is.",
                )


def _moments(outage: Outage) -> Iterator[tuple[Path, str, NoticeMoment]]:
    if outage.access_cutoff:
        yield ("access_cutoff",), "cut-off", outage.access_cutoff
    for number, submit_by in enumerate(outage.submit_by):
        yield ("submit_by", number), "submit-by time", submit_by
