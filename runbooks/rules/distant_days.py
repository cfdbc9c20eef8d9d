"""An offset in working days needs a calendar that has so many of them."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.calendars import BUILT_IN
from runbooks.findings import Finding, error
from runbooks.moments import Offset
from runbooks.rules.moments import known_instant, moments_of
from runbooks.rules.subject import Subject

RULE = "distant-days"


def check(subject: Subject) -> Iterator[Finding]:
    """Offsets that their calendar never reaches, from a start that is known."""
    runbook = subject.runbook
    if subject.gaps.hide((), "start") or known_instant(runbook.start, subject) is None:
        return
    for path, who, moment in moments_of(runbook):
        if not isinstance(moment, Offset) or not moment.working_days:
            continue
        name = moment.calendar
        if name not in BUILT_IN and name not in runbook.calendars:
            continue  # an unknown calendar is another rule's to name
        if known_instant(moment, subject) is None:
            message = f"{who}: the calendar {name} does not reach {moment}."
            yield error(RULE, path, message, "Correct the number of days, or the calendar.")
