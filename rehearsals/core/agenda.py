"""Which tasks may have something to do now, kept up to date fact by fact.

Looking at every task after every event would make a long run quadratic; an agenda looks only at the
tasks that an event can have let go. It holds nothing that the state does not: it may be thrown away
and built anew at any moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

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
        live = [task_id for task_id in self._candidates if _is_live(state, task_id)]
        self._candidates = set(live)
        return tuple(sorted(live, key=state.index.order.__getitem__))

    def _note(self, state: RunState, event: e.Event) -> None:
        match event:
            case e.TaskFinished() | e.TaskSkipped():
                self._add(state, state.index.behind[event.task])
            case (
                e.TaskStarted()
                | e.TaskFailed()
                | e.TaskOutcomeUnknown()
                | e.RetryAsked()
                | e.TaskReleased()
                | e.CopyConfirmed()
            ):
                self._add(state, (event.task,))
            case e.GateWithdrawn():
                self._add(state, (state.runbook.gate_by_id[event.gate].meeting,))
            case (
                e.RunOpened()
                | e.TaskHeld()
                | e.NoteAdded()
                | e.EvidenceRecorded()
                | e.VoteCast()
                | e.GateDecided()
                | e.OutageOpened()
                | e.OutageClosed()
                | e.AttendanceRecorded()
                | e.RunClosed()
            ):
                pass
            case _:
                assert_never(event)

    def _add(self, state: RunState, task_ids: Iterable[str]) -> None:
        self._candidates.update(t for t in task_ids if self._mine(state.index.tasks[t]))


def _is_live(state: RunState, task_id: str) -> bool:
    record = state.task(task_id)
    if record.settled or record.held is not None:
        return False
    return record.progress != "open" or released_at(state, task_id) is not None
