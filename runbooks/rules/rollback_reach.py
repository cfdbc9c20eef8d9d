"""A rollback task runs because a task it undoes was touched, or always; otherwise never."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.subject import Subject

RULE = "rollback-unreached"


def check(subject: Subject) -> Iterator[Finding]:
    """Rollback tasks that no `undo` names and that are not marked `always`."""
    runbook = subject.runbook
    named = {task.undo for task in runbook.tasks} | subject.mentioned
    for number, task in enumerate(runbook.rollback.tasks):
        path = ("rollback", "tasks", number)
        if task.always or task.id in named or subject.gaps.hide(path, "always", "id"):
            continue
        yield error(
            RULE,
            (*path, "id"),
            f"No task names rollback task {task.id} as its `undo`, so it would never run.",
            f"Write `undo: {task.id}` on the task it undoes, or mark it `always: true`.",
        )
