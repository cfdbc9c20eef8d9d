"""A window of a blackout, and a shift, ends after it begins."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.moments import known_instant
from runbooks.rules.spans import spans_of
from runbooks.rules.subject import Subject

RULE = "window-order"


def check(subject: Subject) -> Iterator[Finding]:
    """Windows and shifts whose `to` is not after their `from`."""
    for path, who, span in spans_of(subject.runbook):
        begins, ends = known_instant(span.from_, subject), known_instant(span.to, subject)
        if begins and ends and ends <= begins:
            name = who[:1].upper() + who[1:]
            message = f"{name} ends at {span.to}, which is not after {span.from_}, its beginning."
            yield error(RULE, (*path, "to"), message, "Correct one of the two times.")
