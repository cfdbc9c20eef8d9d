"""A calendar that is never open lets no work end: each of its tasks would last for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pendulum

from runbooks.errors import TimeError
from runbooks.findings import Finding, error
from runbooks.rules.moments import known_instant
from runbooks.rules.subject import Subject
from runbooks.working_days import add_working_days

RULE = "closed-calendar"


def check(subject: Subject) -> Iterator[Finding]:
    """Every calendar without a working day in the ten years from the start of the runbook."""
    runbook = subject.runbook
    start = known_instant(runbook.start, subject)
    if start is None or subject.gaps.hide((), "start"):
        return
    before = pendulum.instance(start).in_timezone(runbook.timezone).date() - timedelta(days=1)
    for name, calendar in runbook.calendars.items():
        path = ("calendars", name)
        if subject.gaps.hide(path, "days", "closed", "open") or _is_listed(subject, name):
            continue
        try:
            add_working_days(before, 1, calendar)
        except TimeError:
            message = f"The calendar {name} has no working day from {runbook.start} on."
            hint = "Shorten `closed`, or name days under `open`."
            yield error(RULE, path, message, hint)


def _is_listed(subject: Subject, name: str) -> bool:
    """Whether an entry of its lists of dates could not be read."""
    lists = (("calendars", name, key) for key in ("closed", "open"))
    return any(subject.gaps.hide_in(path) for path in lists)
