"""`for_each` makes a copy of the task for every party of a group, so the group must be declared.

So must one that `group_names` gives a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding
from runbooks.rules.references import tasks_of_all_legs, unknown_ids
from runbooks.rules.subject import Subject

RULE = "unknown-group"


def check(subject: Subject) -> Iterator[Finding]:
    """Every `for_each` over a group that is not declared, and every name of such a one."""
    references = [
        ((*path, "for_each"), f"`for_each` of {who}", task.for_each)
        for path, who, task in tasks_of_all_legs(subject.runbook)
        if task.for_each
    ]
    references += [
        (("group_names", key), "`group_names`", key) for key in subject.runbook.group_names
    ]
    hint = "Declare it under `groups`, with its parties."
    yield from unknown_ids(subject, RULE, "group", subject.names.groups, references, otherwise=hint)
