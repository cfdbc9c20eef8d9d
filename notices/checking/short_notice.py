"""A planned outage is announced at least a day before; most of those that people know were not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from notices.checking.problems import Problem, warning
from notices.checking.subject import Subject
from notices.core.notice import Window
from runbooks.clocktime import minutes_text

RULE = "short-notice"
LEAST = timedelta(hours=24)
_NOTHING = Window(start=None, end=None)


def check(subject: Subject) -> Iterator[Problem]:
    """A first notice of a planned outage that comes within a day of its start, or behind it."""
    content, now = subject.content, subject.now
    start = content.window.start
    first = subject.previous is None and content.actual == _NOTHING
    if now is None or start is None or not first or content.reason != "planned":
        return
    left = start - now
    if left < LEAST:
        seconds = left.total_seconds()
        when = "before" if seconds >= 0 else "after"
        message = f"It is announced {minutes_text(abs(seconds))} {when} its start."
        yield warning(RULE, ("window", "start"), message, "Announce it earlier, or say why.")
