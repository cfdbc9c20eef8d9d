"""Saying that a task cannot go on, and that it can: a word to whom it concerns, not an order.

A hold is the manager's, and keeps a task from starting. A block is said by who works on the task,
and stops nothing: it asks for somebody. Starting, ending and leaving out the task answers it.
"""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.readiness import ready_at, task_state
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.state import RunState
from rehearsals.core.tasks.copies import missing_copies
from rehearsals.core.tasks.starting import is_held
from runbooks.clocktime import local

Answer = tuple[e.Event, ...] | c.Refusal


def block(state: RunState, command: c.BlockTask, moment: datetime) -> Answer:
    """The event of a ready or running task, or of some parties' copies, that cannot go on."""
    task = command.task
    if refusal := check_reason(f"Blocking {task}", command.reason):
        return refusal
    if refusal := _check_could_go_on(state, task, moment):
        return refusal
    parties = tuple(dict.fromkeys(command.parties))
    if refusal := _check_copies(state, task, parties) or _check_not_yet(state, task, parties):
        return refusal
    reason, needs = command.reason.strip(), command.needs.strip()
    return (e.TaskBlocked(task=task, reason=reason, needs=needs, parties=parties),)


def unblock(state: RunState, command: c.UnblockTask) -> Answer:
    """The event of a blocked task, or of some parties' copies of it, that can go on."""
    task, parties = command.task, tuple(dict.fromkeys(command.parties))
    blocked = [each.party for each in state.task(task).blocks]
    if not blocked:
        return refuse(
            "not-blocked",
            f"{task} is not blocked.",
            f"Nothing needs to be lifted; see `callboard show {state.run}`.",
        )
    if strange := [party for party in parties if party not in blocked]:
        copies = ", ".join(party for party in blocked if party)
        return refuse(
            "not-blocked",
            f"The copy of {', '.join(strange)} of {task} is not blocked.",
            f"Blocked are those of {copies}." if copies else "The whole is: leave out --for.",
        )
    if refusal := check_reason(f"Unblocking {task}", command.reason):
        return refusal
    return (e.TaskUnblocked(task=task, reason=command.reason.strip(), parties=parties),)


def _check_could_go_on(state: RunState, task: str, moment: datetime) -> c.Refusal | None:
    """Only what might go on can be kept from it; what cannot, shows why already."""
    how = task_state(state, task, moment)
    if how in ("ready", "running"):
        return None
    held = state.task(task).held
    if how == "held" and held is not None:
        return is_held(state, task, held)
    if how == "waiting":
        ready = ready_at(state, task)
        until = f" before {local(ready, state.runbook.timezone)}" if ready else ""
        return refuse(
            "not-ready",
            f"{task} is not ready{until}, so nothing keeps it from going on but what it waits for.",
            f'Write it down: `callboard note {state.run} {task} "..."`.',
        )
    return refuse(
        f"already-{how}",
        f"{task} is {how}; only what is ready or running is blocked.",
        f'Write it down: `callboard note {state.run} {task} "..."`.',
    )


def _check_copies(state: RunState, task: str, parties: tuple[str, ...]) -> c.Refusal | None:
    if not parties:
        return None
    group = state.index.tasks[task].for_each
    if not group:
        return refuse(
            "not-for-each",
            f"{task} is one task, not a copy for each party.",
            "Leave out --for.",
        )
    missing = missing_copies(state, task)
    if strange := [party for party in parties if party not in missing]:
        return refuse(
            "no-copy",
            f"{', '.join(strange)} has no copy of {task} to confirm.",
            f"Of {group} are missing: {', '.join(missing) or 'none'}.",
        )
    return None


def _check_not_yet(state: RunState, task: str, parties: tuple[str, ...]) -> c.Refusal | None:
    for each in state.task(task).blocks:
        if each.party in (parties or (None,)):
            whose = f"The copy of {each.party} of {task}" if each.party else task
            return refuse(
                "already-blocked",
                f"{whose} is blocked already: {each.reason}.",
                f"Say that it can go on first, with `callboard unblock {state.run} {task}`; or "
                f'write down what is new: `callboard note {state.run} {task} "..."`.',
            )
    return None
