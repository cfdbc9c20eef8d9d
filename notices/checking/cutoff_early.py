"""A restriction that starts before the outage is easily overlooked: whoever approves should know.

Circulars name the outage in the title and the earlier cut-off somewhere in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from notices.checking.problems import Problem, warning
from notices.checking.subject import Subject
from runbooks.clocktime import minutes_text

RULE = "cutoff-early"
#: From how much earlier on it counts.
LONG = timedelta(hours=2)


def check(subject: Subject) -> Iterator[Problem]:
    """A cut-off hours before the start."""
    cutoff, start = subject.content.cutoff, subject.content.window.start
    if cutoff is None or start is None or start - cutoff.at < LONG:
        return
    earlier = minutes_text((start - cutoff.at).total_seconds())
    message = f"People are kept out {earlier} before the outage begins."
    hint = "Check that this is meant, and say it in the title too."
    yield warning(RULE, ("cutoff", "at"), message, hint)
