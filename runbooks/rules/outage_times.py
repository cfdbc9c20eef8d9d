"""An outage fixed by the clock ends after it begins."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.moments import known_instant
from runbooks.rules.subject import Subject

RULE = "outage-order"


def check(subject: Subject) -> Iterator[Finding]:
    """Outages whose `to` is not after their `from`."""
    for key, outage in subject.runbook.outages.items():
        if outage.from_ is None or outage.to is None:
            continue
        opens, closes = known_instant(outage.from_, subject), known_instant(outage.to, subject)
        if opens and closes and closes <= opens:
            message = f"Outage {key} closes at {outage.to}, before it opens at {outage.from_}."
            yield error(RULE, ("outages", key, "to"), message, "Correct one of the two times.")
