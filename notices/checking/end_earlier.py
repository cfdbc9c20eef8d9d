"""Once an outage has begun, people have planned by its announced end; it does not come nearer."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject

RULE = "end-earlier"


def check(subject: Subject) -> Iterator[Problem]:
    """An announced end before the one announced earlier, of an outage that is going on."""
    content, before = subject.content, subject.previous
    if before is None or content.actual.start is None or content.actual.end is not None:
        return
    if before.end and content.window.end and content.window.end < before.end:
        message = (
            f"The end {subject.shown(content.window.end)} is before the announced one, "
            f"{subject.shown(before.end)}."
        )
        yield error(RULE, ("window", "end"), message, "If it ends earlier, say so when it has.")
