"""The ways back of a runbook: standing down (reopen what was closed) and rolling back."""

from __future__ import annotations

from typing import Literal

from runbooks.durations import Seconds
from runbooks.records import Id, Record
from runbooks.tasks import Task, WayBackTask

#: Turning back: reopen what was closed, or restore what was changed.
WayBackKind = Literal["stand_down", "rollback"]
WAYS_BACK: tuple[WayBackKind, ...] = ("stand_down", "rollback")
#: What people call each of them, before a noun: `the rollback leg`.
WAY_BACK_NAMES: dict[WayBackKind, str] = {"stand_down": "stand-down", "rollback": "rollback"}


class WayBack(Record):
    """A way back: its own tasks and links, and the gates from which it may be taken."""

    #: Gates at which turning back this way may be decided.
    gates: tuple[Id, ...] = ()
    #: The party that decides it; absent: whoever decides the gate it is taken from.
    authority: Id | None = None
    #: Seconds that must be left between the end of a rollback and `restore_by`.
    margin: Seconds = 0
    tasks: tuple[WayBackTask, ...] = ()

    def undoing(self, task: Task) -> tuple[str, ...]:
        """The tasks of this leg that undo a task of the way forward, in order."""
        return tuple(own.id for own in self.tasks if own.id == task.undo or task.id in own.undoes)
