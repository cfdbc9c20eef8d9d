"""A new end is told while people still count on the old one: one came 22 seconds before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from notices.checking.problems import Problem, warning
from notices.checking.subject import Subject
from runbooks.clocktime import minutes_text

RULE = "told-late"
#: Less than that is of no use to anybody who plans by the old end.
LEAST = timedelta(minutes=30)


def check(subject: Subject) -> Iterator[Problem]:
    """An end put off shortly before the old one, or after it."""
    before = subject.previous.end if subject.previous else None
    end = subject.content.window.end
    if before is None or end is None or subject.now is None or end <= before:
        return
    left = before - subject.now
    if left < LEAST:
        seconds = left.total_seconds()
        when = f"{_length(seconds)} before" if seconds >= 0 else f"{_length(-seconds)} after"
        message = f"That it lasts longer is told {when} the end that was announced."
        hint = "Tell it at once, and let a holding notice go out next time."
        yield warning(RULE, ("window", "end"), message, hint)


def _length(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else minutes_text(seconds)  # noqa: PLR2004 - two minutes
