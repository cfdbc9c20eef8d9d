"""Holding and releasing a task, or the branch behind one.

A branch is held at its frontier: of what comes behind a task, the nearest that has yet to start.
What runs goes on; what is behind the frontier waits for it anyway.
"""

from __future__ import annotations

from collections.abc import Iterator

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.state import RunState

Answer = tuple[e.Event, ...] | c.Refusal

#: What can be held: what has yet to start, if only again.
_YET_TO_START = ("open", "failed", "unknown")


def hold(state: RunState, command: c.HoldTask) -> Answer:
    """The events of holding one task."""
    record = state.task(command.task)
    if refusal := check_reason(f"Holding {command.task}", command.reason):
        return refusal
    if record.progress not in _YET_TO_START:
        return refuse(
            f"already-{record.progress}",
            f"{command.task} is {record.progress}; only what has yet to start can be held.",
            f"Hold what comes behind it: `callboard hold {state.run} {command.task} --branch`.",
        )
    if record.held is not None:
        return _held_already(command.task, record.held)
    return (e.TaskHeld(task=command.task, reason=command.reason.strip()),)


def release(state: RunState, command: c.ReleaseTask) -> Answer:
    """The events of lifting the hold of one task, also of one that is held with a branch."""
    if state.task(command.task).held is None:
        return _not_held(state, command.task)
    if refusal := check_reason(f"Releasing {command.task}", command.reason):
        return refusal
    return (e.TaskReleased(task=command.task, reason=command.reason.strip()),)


def hold_branch(state: RunState, command: c.HoldBranch) -> Answer:
    """The events of letting nothing new start behind a task."""
    if refusal := check_reason(f"Holding the branch of {command.task}", command.reason):
        return refusal
    frontier = frontier_of(state, command.task)
    if not frontier:
        return refuse(
            "nothing-to-hold",
            f"Nothing behind {command.task} has yet to start.",
            f"See `callboard show {state.run}` for what is left to do.",
        )
    holding = tuple(task for task in frontier if state.task(task).held is None)
    if not holding:
        return _held_already(", ".join(frontier), state.task(frontier[0]).held or "")
    return (e.BranchHeld(task=command.task, held=holding, reason=command.reason.strip()),)


def release_branch(state: RunState, command: c.ReleaseBranch) -> Answer:
    """The events of lifting the hold of a branch; what another branch holds stays held for it."""
    released = tuple(
        task for task in state.index.tasks if state.task(task).held_for == command.task
    )
    if not released:
        return _no_branch(state, command.task)
    if refusal := check_reason(f"Releasing the branch of {command.task}", command.reason):
        return refusal
    reason = command.reason.strip()
    return (
        e.BranchReleased(task=command.task, released=released, reason=reason),
        *_still_held(state, command.task, released),
    )


def frontier_of(state: RunState, task_id: str) -> tuple[str, ...]:
    """The task itself if it has yet to start; else the nearest behind it that have, in order."""
    found = set(_frontier(state, task_id))
    return tuple(sorted(found, key=state.index.order.__getitem__))


def _frontier(state: RunState, task_id: str) -> Iterator[str]:
    seen = {task_id}
    waiting = [task_id]
    while waiting:
        here = waiting.pop()
        if here in state.given_up:
            continue
        if state.task(here).progress in _YET_TO_START:
            yield here
            continue
        fresh = [task for task in state.index.behind[here] if task not in seen]
        seen.update(fresh)
        waiting.extend(fresh)


def _still_held(state: RunState, branch: str, released: tuple[str, ...]) -> tuple[e.Event, ...]:
    """Holds of other branches that reach what one branch lets go."""
    free = set(released)
    others: dict[str, str] = {}
    for record in state.tasks.values():
        if record.held is not None and record.held_for not in (None, branch):
            others.setdefault(str(record.held_for), record.held)
    again: list[e.Event] = []
    for other, reason in others.items():
        if reached := tuple(task for task in frontier_of(state, other) if task in free):
            again.append(e.BranchHeld(task=other, held=reached, reason=reason))
            free.difference_update(reached)
    return tuple(again)


def _held_already(tasks: str, reason: str) -> c.Refusal:
    return refuse("held", f"{tasks} is held already: {reason}.", "Leave it.")


def _not_held(state: RunState, task_id: str) -> c.Refusal:
    return refuse(
        "not-held",
        f"{task_id} is not held.",
        f"Nothing needs to be released; see `callboard show {state.run}`.",
    )


def _no_branch(state: RunState, task_id: str) -> c.Refusal:
    branches = list(dict.fromkeys(r.held_for for r in state.tasks.values() if r.held_for))
    if not branches:
        hint = f"No branch is held; `callboard release {state.run} TASK` lifts the hold of a task."
    else:
        hint = f"Held are the branches of {', '.join(branches)}."
    return refuse("not-held", f"The branch of {task_id} is not held.", hint)
