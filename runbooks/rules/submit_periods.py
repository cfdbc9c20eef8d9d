"""Settlement Periods go from the first to the last."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.subject import Subject

RULE = "submit-periods"


def check(subject: Subject) -> Iterator[Finding]:
    """Periods of a submit-by time whose `last` is before their `first`."""
    for key, outage in subject.runbook.outages.items():
        for number, submit_by in enumerate(outage.submit_by):
            for place, periods in enumerate(submit_by.periods):
                if periods.last < periods.first:
                    path = ("outages", key, "submit_by", number, "periods", place, "last")
                    message = (
                        f"Outage {key} asks for Settlement Periods {periods.first} "
                        f"to {periods.last}, which are none."
                    )
                    yield error(RULE, path, message, "Exchange the two, or correct one of them.")
