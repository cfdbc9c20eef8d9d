"""Which tasks may have something to do now, kept up to date fact by fact.

Looking at every task after every event would make a long run quadratic; an agenda looks only at the
tasks that an event can have let go. It holds nothing that the state does not: it may be thrown away
and built anew at any moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rehearsals.core import events as e
from rehearsals.core.readiness import released_at
from rehearsals.core.state import RunState
from runbooks.tasks import Task


class Agenda:
    """The tasks of one kind that are released and not settled, in runbook order."""

    def __init__(self, state: RunState, mine: Callable[[Task], bool]) -> None:
        self._mine = mine
        self._candidates = {task.id for task in state.index.tasks.values() if mine(task)}

    def due(self, state: RunState, facts: Iterable[e.Fact]) -> tuple[str, ...]:
        """Tasks that may start or go on, after the facts since the last call or since creation."""
        for fact in facts:
            self._note(state, fact.event)
        live = [
            task_id
            for task_id in self._candidates
            if task_id in state.index.tasks and _is_live(state, task_id)
        ]
        self._candidates = set(live)
        return tuple(sorted(live, key=state.index.order.__getitem__))

    def _note(self, state: RunState, event: e.Event) -> None:
        match event:
            case e.TaskFinished() | e.TaskSkipped():
                self._add(state, state.index.behind[event.task])
            case e.TaskStarted() | e.EntryUndone():
                # What begins with it, or before it has ended; a failure that was none runs on.
                self._add(state, (event.task, *state.index.behind[event.task]))
            case e.TaskReopened() | e.CopyWithdrawn():
                # What was let go by it may have to wait again: looked at, and found not live.
                self._add(state, (event.task,))
            case e.GateWithdrawn():
                self._add(state, (state.runbook.gate_by_id[event.gate].meeting,))
            case e.BranchReleased():
                self._add(state, event.released)
            case e.TurnedBack() | e.WayBackExtended():
                self._add(state, event.leg)
            case e.AmendmentApproved():
                # A machine's task may have become a person's, and the other way round.
                self._candidates.clear()
                self._add(state, state.index.tasks)
            case e.PartyLeft():
                self._add(state, state.index.tasks)
            case (
                e.TaskFailed()
                | e.TaskOutcomeUnknown()
                | e.RetryAsked()
                | e.TaskReleased()
                | e.CopyConfirmed()
            ):
                self._add(state, (event.task,))
            case _:
                # Nothing else lets a task go.
                pass

    def _add(self, state: RunState, task_ids: Iterable[str]) -> None:
        tasks = state.index.tasks
        self._candidates.update(t for t in task_ids if t in tasks and self._mine(tasks[t]))


def _is_live(state: RunState, task_id: str) -> bool:
    record = state.task(task_id)
    if record.settled or record.held is not None or task_id in state.given_up:
        return False
    return record.progress != "open" or released_at(state, task_id) is not None
