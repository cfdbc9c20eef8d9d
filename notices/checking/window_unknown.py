"""Without a start or an end nobody can plan; where one is not known that must be meant."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error, warning
from notices.checking.subject import Subject

RULE = "window-unknown"


def check(subject: Subject) -> Iterator[Problem]:
    """A window without its start or without its end."""
    window = subject.content.window
    if window.start is None and window.end is None:
        message = "Neither start nor end is told."
        yield error(RULE, ("window",), message, "Say at least when it begins.")
    elif window.start is None:
        message = "It is not told when the outage begins."
        yield warning(RULE, ("window", "start"), message, "Say when, if it is known.")
    elif window.end is None:
        message = "It is not told when the outage ends."
        hint = "Say when at the earliest, and that it is open-ended."
        yield warning(RULE, ("window", "end"), message, hint)
