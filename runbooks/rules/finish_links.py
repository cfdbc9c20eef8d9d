"""A link to the finish of a task needs somebody who can hold it there: a person, no machine.

What a machine does ends when it ends, and a gate's meeting ends with the decision.
"""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject
from runbooks.tasks import LinkKind

RULE = "finish-link"
_FINISH = frozenset({LinkKind.FINISH_FINISH, LinkKind.START_FINISH})


def check(subject: Subject) -> Iterator[Finding]:
    """FF and SF links of tasks that a machine does, and of meetings."""
    meetings = {gate.meeting: gate.id for gate in subject.runbook.gates}
    for path, who, task in tasks_of_all_legs(subject.runbook):
        gate = meetings.get(task.id) if path[0] == "tasks" else None
        if task.run is None and gate is None:
            continue
        why = "a machine does it" if task.run else f"it is the meeting of gate {gate}"
        for number, link in enumerate(task.after):
            if link.link in _FINISH:
                yield error(
                    RULE,
                    (*path, "after", number, "link"),
                    f"The {link.link} link of {who} to {link.task} holds its finish, but {why}.",
                    "Let it begin later instead, by an FS or SS link with a lag.",
                )
