"""What waited is worked off after the outage, not before its end."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject

RULE = "backlog-early"


def check(subject: Subject) -> Iterator[Problem]:
    """A backlog that is said to be cleared before the announced end."""
    clear_by, end = subject.content.backlog_clear_by, subject.content.window.end
    if clear_by is not None and end is not None and clear_by < end:
        message = (
            f"The backlog would be cleared by {subject.shown(clear_by)}, before the outage ends "
            f"at {subject.shown(end)}."
        )
        yield error(RULE, ("backlog_clear_by",), message, "Correct one of the two times.")
