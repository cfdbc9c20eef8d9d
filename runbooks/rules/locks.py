"""Tasks locked until their participant is activated: a lock that nothing in the runbook opens."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error, warning
from runbooks.model import Runbook
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject
from runbooks.tasks import Task

RULE = "lock"


def check(subject: Subject) -> Iterator[Finding]:
    """Tasks that lock themselves, and locked tasks whose parties no task activates."""
    activated = {
        party
        for task in subject.runbook.tasks
        if task.activates and not task.locked_until_activated
        for party in _parties(subject.runbook, task)
    }
    for path, who, task in tasks_of_all_legs(subject.runbook):
        if not task.locked_until_activated:
            continue
        name = who[:1].upper() + who[1:]
        if task.activates:
            message = f"{name} is locked until it is done itself."
            hint = "Leave out `locked_until_activated` of the service activation."
            yield error(RULE, (*path, "locked_until_activated"), message, hint)
            continue
        shut = [p for p in _parties(subject.runbook, task) if p not in activated]
        if shut and not subject.gaps.hide_in(("tasks",), "activates", "for_each", "party"):
            message = f"{name} is locked, and no task activates {', '.join(shut)}."
            hint = (
                "Mark the task that is the service activation with `activates: true`; else it must "
                "be recorded in every run with `callboard activate`."
            )
            yield warning(RULE, (*path, "locked_until_activated"), message, hint)


def _parties(book: Runbook, task: Task) -> tuple[str, ...]:
    """Whom a task is about: each party of its group, or its owner."""
    return book.groups.get(task.for_each, ()) if task.for_each else (task.party,)
