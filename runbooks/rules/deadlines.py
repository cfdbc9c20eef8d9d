"""A deadline that comes before its task may begin, or before the cutover does, is always missed."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, Path, error
from runbooks.moments import Moment
from runbooks.rules.moments import known_instant
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject
from runbooks.tasks import Task

RULE = "deadline-order"


def check(subject: Subject) -> Iterator[Finding]:
    """Each `not_after` before the task's own `not_before` or `fixed`; either before the start."""
    for path, who, task in tasks_of_all_legs(subject.runbook):
        for name, deadline in (("not_after", task.not_after), ("fixed", task.fixed)):
            if deadline is not None:
                yield from _of_deadline(subject, (*path, name), f"`{name}` of {who}", deadline)
        yield from _of_task(subject, path, who, task)


def _of_deadline(subject: Subject, path: Path, name: str, deadline: Moment) -> Iterator[Finding]:
    start = subject.runbook.start
    begins, due = known_instant(start, subject), known_instant(deadline, subject)
    if begins and due and due < begins and not subject.gaps.hide((), "start"):
        message = f"{name}, {deadline}, is before the start of the runbook, {start}."
        yield error(RULE, path, message, "Correct one of the two times.")


def _of_task(subject: Subject, path: Path, who: str, task: Task) -> Iterator[Finding]:
    due = known_instant(task.not_after, subject) if task.not_after else None
    for name, moment in (("not_before", task.not_before), ("fixed", task.fixed)):
        begins = known_instant(moment, subject) if moment else None
        if due and begins and due < begins:
            message = f"`not_after` of {who}, {task.not_after}, is before its `{name}`, {moment}."
            yield error(RULE, (*path, "not_after"), message, "Correct one of the two times.")
