"""An outage fixed by the clock ends after it begins."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.errors import TimeError
from runbooks.findings import Finding, error
from runbooks.rules.moments import placed
from runbooks.rules.subject import Subject

RULE = "outage-order"


def check(subject: Subject) -> Iterator[Finding]:
    """Outages whose `to` is not after their `from`."""
    runbook = subject.runbook
    for key, outage in runbook.outages.items():
        if outage.from_ is None or outage.to is None:
            continue
        try:
            backwards = placed(outage.to, runbook) <= placed(outage.from_, runbook)
        except TimeError:
            continue
        if backwards:
            message = f"Outage {key} closes at {outage.to}, before it opens at {outage.from_}."
            yield error(RULE, ("outages", key, "to"), message, "Correct one of the two times.")
