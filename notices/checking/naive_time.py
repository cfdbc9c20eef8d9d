"""An instant without a zone is none: nobody knows when it is."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject, instants_of

RULE = "naive-time"


def check(subject: Subject) -> Iterator[Problem]:
    """Every instant that has no zone; the other rules look only at what passes this one."""
    for path, instant in instants_of(subject.content):
        if instant.tzinfo is None or instant.utcoffset() is None:
            message = f"{instant.isoformat()} has no zone."
            yield error(RULE, path, message, "Say which zone it is in.")
