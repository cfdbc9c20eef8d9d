"""An outage fixed by the clock ends after it begins."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.errors import TimeError
from runbooks.findings import Finding, error
from runbooks.moments import Offset
from runbooks.outages import Outage
from runbooks.rules.moments import placed
from runbooks.rules.subject import Subject

RULE = "outage-order"


def check(subject: Subject) -> Iterator[Finding]:
    """Outages whose `to` is not after their `from`."""
    runbook = subject.runbook
    for key, outage in runbook.outages.items():
        if outage.from_ is None or outage.to is None or _unplaced(outage, subject):
            continue
        try:
            backwards = placed(outage.to, runbook) <= placed(outage.from_, runbook)
        except TimeError:
            continue
        if backwards:
            message = f"Outage {key} closes at {outage.to}, before it opens at {outage.from_}."
            yield error(RULE, ("outages", key, "to"), message, "Correct one of the two times.")


def _unplaced(outage: Outage, subject: Subject) -> bool:
    """Whether one of the times counts from a start that only a stand-in gives."""
    by_start = isinstance(outage.from_, Offset) or isinstance(outage.to, Offset)
    return by_start and subject.gaps.hide((), "start")
