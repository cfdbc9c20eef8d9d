"""What must be sent before the outage is due before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject

RULE = "submit-late"


def check(subject: Subject) -> Iterator[Problem]:
    """Submit-by times after the start."""
    start = subject.content.window.start
    for number, one in enumerate(subject.content.submit_by):
        if start is not None and one.at > start:
            message = (
                f"{one.what} is asked for by {subject.shown(one.at)}, after the outage "
                f"begins at {subject.shown(start)}."
            )
            yield error(RULE, ("submit_by", number, "at"), message, "Give an earlier time.")
