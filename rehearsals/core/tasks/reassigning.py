"""Giving a task to another party."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.presence import check_there
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.state import RunState

Answer = tuple[e.Event, ...] | c.Refusal


def reassign(state: RunState, command: c.ReassignTask) -> Answer:
    """The event of giving a task that is not settled to another party."""
    task_id, record = command.task, state.task(command.task)
    if refusal := check_there(state, command.party):
        return refusal
    if refusal := check_reason(f"Giving {task_id} to another party", command.reason):
        return refusal
    if record.settled:
        return refuse(
            f"already-{record.progress}",
            f"{task_id} is {record.progress}; who did it stands in the journal.",
            f"`callboard reopen {state.run} {task_id} --reason ...` has it done again.",
        )
    if state.owner(task_id) == command.party:
        return refuse("same-owner", f"{task_id} is {command.party}'s already.", "Leave it.")
    return (e.TaskReassigned(task=task_id, party=command.party, reason=command.reason.strip()),)
