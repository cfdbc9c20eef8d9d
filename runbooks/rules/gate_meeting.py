"""A gate's meeting is a task of its own that people hold: the decision alone finishes it."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.subject import Subject

RULE = "gate-meeting"


def check(subject: Subject) -> Iterator[Finding]:
    """Meetings that serve two gates, or that a machine would finish."""
    runbook = subject.runbook
    held: dict[str, str] = {}
    for number, gate in enumerate(runbook.gates):
        if subject.gaps.hide(("gates", number), "meeting"):
            continue
        path = ("gates", number, "meeting")
        first = held.setdefault(gate.meeting, gate.id)
        if first != gate.id:
            message = f"Gates {first} and {gate.id} have the same meeting, {gate.meeting}."
            yield error(RULE, path, message, "Give each gate a task of its own.")
        meeting = runbook.task_by_id.get(gate.meeting)
        if meeting and meeting.run:
            message = f"The meeting {gate.meeting} of gate {gate.id} is automated."
            yield error(RULE, path, message, "Remove `run` from the task: people decide.")
