"""An outage of weeks is more often a wrong date than an outage of weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from notices.checking.problems import Problem, warning
from notices.checking.subject import Subject

RULE = "too-long"
LONGEST = timedelta(days=14)


def check(subject: Subject) -> Iterator[Problem]:
    """A window longer than two weeks."""
    start, end = subject.content.window.start, subject.content.window.end
    if start and end and end - start > LONGEST:
        message = f"The outage lasts {(end - start).days} days."
        yield warning(RULE, ("window", "end"), message, "Check the month and the year.")
