"""A part of an outage lies within it, unless it is said to lie beside it."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject

RULE = "part-place"


def check(subject: Subject) -> Iterator[Problem]:
    """Parts that end before they begin, or reach beyond the window."""
    window = subject.content.window
    for number, part in enumerate(subject.content.parts):
        if part.end <= part.start:
            message = f"The part {part.text!r} does not end after it begins."
            yield error(RULE, ("parts", number, "end"), message, "Correct one of the two times.")
        elif not part.beside and (
            (window.start is not None and part.start < window.start)
            or (window.end is not None and part.end > window.end)
        ):
            message = (
                f"The part from {subject.shown(part.start)} to {subject.shown(part.end)} reaches "
                "beyond the outage."
            )
            hint = "Correct it, or say that it lies beside the outage (`beside: true`)."
            yield error(RULE, ("parts", number), message, hint)
