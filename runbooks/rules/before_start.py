"""A `not_before` before T+0 holds nothing: no task of a runbook starts before its start."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, warning
from runbooks.rules.moments import known_instant
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject

RULE = "before-start"


def check(subject: Subject) -> Iterator[Finding]:
    """Each `not_before` that has passed before the runbook begins, such as `T-10wd`."""
    start = subject.runbook.start
    zero = known_instant(start, subject)
    if zero is None or subject.gaps.hide((), "start"):
        return
    for path, who, task in tasks_of_all_legs(subject.runbook):
        begins = known_instant(task.not_before, subject) if task.not_before else None
        if begins and begins < zero:
            yield warning(
                RULE,
                (*path, "not_before"),
                f"`not_before` of {who}, {task.not_before}, is before the start of the runbook, "
                f"{start}, and holds nothing: no task starts before T+0.",
                "Move `start` to the first task and count from there, or leave it out.",
            )
