"""People are promised the next word in time, not for a moment that is past."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject

RULE = "next-update"


def check(subject: Subject) -> Iterator[Problem]:
    """A next update that is due before this one is out."""
    due = subject.content.next_update_due
    if due is not None and subject.now is not None and due <= subject.now:
        message = f"The next update is promised for {subject.shown(due)}, which is past."
        yield error(RULE, ("next_update_due",), message, "Promise a time that is still to come.")
