"""What the rules on deadlines share: where a deadline stands, and the chain that drives it."""

from __future__ import annotations

from collections.abc import Mapping

from dependencies.plan import Deadline
from runbooks.clocktime import local_short
from runbooks.findings import Path
from runbooks.model import Runbook

#: Tasks of a chain that are named: the last ones, which are nearest to the deadline.
_MOST_NAMED = 6


def places_of(runbook: Runbook) -> Mapping[str, int]:
    """Where each task stands in the runbook."""
    return {task.id: number for number, task in enumerate(runbook.tasks)}


def path_of(places: Mapping[str, int], deadline: Deadline) -> Path:
    """Where the runbook states a deadline."""
    if deadline.kind == "restore_by":
        return ("restore_by",)
    if deadline.kind == "hard_limit":
        return "outages", deadline.id, "hard_limit"
    return "tasks", places[deadline.id], deadline.kind


def planned_words(runbook: Runbook, deadline: Deadline) -> str:
    """`Task B finishes Mon 01 Sep 12:00 BST`, or what else the deadline is about."""
    at = local_short(deadline.expected, runbook.timezone)
    match deadline.kind:
        case "not_after":
            return f"Task {deadline.id} is planned to finish {at}"
        case "fixed":
            return f"Task {deadline.id} cannot start before {at}"
        case "hard_limit":
            return f"Outage {deadline.id} is planned to end {at}"
        case "restore_by":
            gate = runbook.gate_by_meeting[deadline.task or ""].id
            return f"A rollback that is decided at gate {gate} is planned to be over {at}"


def due_words(runbook: Runbook, deadline: Deadline) -> str:
    """What the deadline is called, and its time."""
    at = local_short(deadline.at, runbook.timezone)
    names = {
        "not_after": "its `not_after`",
        "fixed": "its `fixed` start",
        "hard_limit": "its `hard_limit`",
        "restore_by": "`restore_by`",
    }
    return f"{names[deadline.kind]}, {at}"


def chain_words(deadline: Deadline) -> str:
    """`driven by A > B > C`: the end of the chain; empty if the clock alone drives it."""
    if not deadline.chain:
        return ""
    named = deadline.chain[-_MOST_NAMED:]
    more = "... > " if len(deadline.chain) > _MOST_NAMED else ""
    return f"; it is driven by {more}{' > '.join(named)}"
