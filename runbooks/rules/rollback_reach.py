"""A task of a way back runs because a task it undoes was touched, or always; otherwise never."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.references import tasks_of_way_back
from runbooks.rules.subject import Subject
from runbooks.ways_back import WAY_BACK_NAMES, WAYS_BACK

RULE = "rollback-unreached"


def check(subject: Subject) -> Iterator[Finding]:
    """Tasks of a way back that undo nothing and are not marked `always`."""
    runbook = subject.runbook
    named = {task.undo for task in runbook.tasks} | subject.mentioned
    for kind in WAYS_BACK:
        for path, _, task in tasks_of_way_back(runbook, kind):
            if task.always or task.undoes or task.id in named:
                continue
            if subject.gaps.hide(path, "always", "id", "undoes"):
                continue
            yield error(
                RULE,
                (*path, "id"),
                f"No task names {WAY_BACK_NAMES[kind]} task {task.id} as its `undo`, so it would "
                "never run.",
                f"Write `undo: {task.id}` on the task it undoes, or mark it `always: true`.",
            )
