"""Where data is rejected or lost, people must be told what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error, warning
from notices.checking.subject import Subject

RULE = "action-missing"


def check(subject: Subject) -> Iterator[Problem]:
    """Data lost, or rejected, and nothing asked of anybody; once it is over, no matter."""
    content = subject.content
    asked = content.action_required or content.submit_by or content.workaround
    if asked or content.actual.end is not None or content.data_handling not in ("rejected", "lost"):
        return
    say = error if content.data_handling == "lost" else warning
    message = f"Data is {content.data_handling} meanwhile, and nobody is told what to do."
    yield say(RULE, ("action_required",), message, "Say what to do, or by when to send what.")
