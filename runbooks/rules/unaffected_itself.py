"""A system that is out of service is not among those that the outage leaves alone."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.subject import Subject

RULE = "unaffected-itself"


def check(subject: Subject) -> Iterator[Finding]:
    """Outages whose own system stands in their `unaffected`, or that name one there twice."""
    for key, outage in subject.runbook.outages.items():
        seen = {outage.system}
        for number, name in enumerate(outage.unaffected):
            if name in seen:
                path = ("outages", key, "unaffected", number)
                what = "its own system" if name == outage.system else "a system a second time"
                message = f"Outage {key} names {what}, {name}, as not affected."
                yield error(RULE, path, message, "Leave it out there.")
            seen.add(name)
