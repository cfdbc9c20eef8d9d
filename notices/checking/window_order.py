"""An outage ends after it begins; one file of a real notice had an end that was its start."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject

RULE = "window-order"


def check(subject: Subject) -> Iterator[Problem]:
    """An announced end that is before its start, or the same; an actual end before its start."""
    content = subject.content
    for name, window in (("window", content.window), ("actual", content.actual)):
        start, end = window.start, window.end
        if start is None or end is None or end > start or (name == "actual" and end == start):
            continue
        what = "has no length" if end == start else f"begins after that, {subject.shown(start)}"
        message = f"The outage ends at {subject.shown(end)} and {what}."
        yield error(RULE, (name, "end"), message, "Correct one of the two times.")
