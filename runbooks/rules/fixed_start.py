"""A task that starts at a fixed time has no other time before which it may not start."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject

RULE = "fixed-start"


def check(subject: Subject) -> Iterator[Finding]:
    """Tasks with both `fixed` and `not_before`."""
    for path, who, task in tasks_of_all_legs(subject.runbook):
        if task.fixed is not None and task.not_before is not None:
            message = f"{who[:1].upper()}{who[1:]} has both `fixed` and `not_before`."
            hint = "Keep `fixed` if it starts exactly then, else `not_before`."
            yield error(RULE, (*path, "not_before"), message, hint)
