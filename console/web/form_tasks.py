"""Which tasks of a run an action fits as they stand, for what a form offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from console.web.reading import Look
from rehearsals.core import commands as c
from rehearsals.core.state import RunState, TaskRecord
from runbooks.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """One task, and how it stands."""

    state: RunState
    task: Task
    record: TaskRecord
    word: str

    @property
    def is_meeting(self) -> bool:
        return self.task.id in self.state.index.meeting_of

    def is_(self, *words: str) -> bool:
        return self.word in words


def _branch_held(asked: _Asked) -> bool:
    return any(one.held_for == asked.task.id for one in asked.state.tasks.values())


_FITS: Mapping[type[c.AnyCommand], Callable[[_Asked], bool]] = {
    c.StartTask: lambda a: a.is_("failed", "unknown") or (a.is_("ready") and not a.task.run),
    c.CompleteTask: lambda a: a.is_("running", "unknown") and not a.is_meeting,
    c.FailTask: lambda a: a.is_("running", "unknown") and not a.is_meeting,
    c.MarkUnknown: lambda a: a.is_("running") and a.task.run is not None,
    c.SkipTask: lambda a: a.is_("ready", "failed", "unknown") and not a.is_meeting,
    c.HoldTask: lambda a: a.is_("waiting", "ready", "failed"),
    c.ReleaseTask: lambda a: a.is_("held"),
    c.ReopenTask: lambda a: not a.is_meeting and (a.record.settled or bool(a.record.confirmations)),
    c.UndoEntry: lambda a: not a.is_meeting and a.is_("running", "done", "failed", "skipped"),
    c.HoldBranch: lambda a: a.word != "given_up",
    c.ReleaseBranch: _branch_held,
    c.ReassignTask: lambda a: not a.record.settled and a.word != "given_up",
    c.BlockTask: lambda a: a.is_("ready", "running"),
    c.UnblockTask: lambda a: bool(a.record.blocks),
    c.StartOutOfSequence: lambda a: a.is_("waiting"),
}


def fitting_tasks(look: Look, kind: type[c.AnyCommand]) -> tuple[Task, ...]:
    """The tasks that an action fits now, in the order of the runbook; all if it fits any."""
    state, fits = look.state, _FITS.get(kind)
    return tuple(
        task
        for task in state.index.tasks.values()
        if fits is None
        or fits(
            _Asked(
                state=state,
                task=task,
                record=state.task(task.id),
                word=look.standing.states.get(task.id, "given_up"),
            )
        )
    )
