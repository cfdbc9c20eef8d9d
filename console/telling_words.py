"""Words that the sentences of several kinds of events share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from console.naming import party_name
from rehearsals.core.events import Spoken
from rehearsals.core.state import RunState
from runbooks.clocktime import local_short

#: Ids beyond which they are counted, not named.
_MOST_NAMED = 6


def party(state: RunState, party_id: str) -> str:
    """The name of a party, or of a person, whom the runbook does not know."""
    return party_name(state.runbook, party_id)


def when(state: RunState, instant: datetime) -> str:
    """An instant (aware) in the runbook's zone, such as `Fri 19 Sep 18:00 BST`."""
    return local_short(instant, state.runbook.timezone)


def task_name(state: RunState, task_id: str) -> str:
    """Id and title of a task; of one that the plan no longer holds the id."""
    task = state.index.tasks.get(task_id)
    return f"{task_id} {task.title}" if task else task_id


def about(*subjects: str | None) -> str:
    """` on A` for the first subject that there is; else nothing."""
    subject = next(filter(None, subjects), None)
    return f" on {subject}" if subject else ""


def because(reason: str) -> str:
    """`: reason`, or a full stop where none was given."""
    return f": {reason}" if reason else "."


def needed(needs: str) -> str:
    """` (needs ...)`; nothing where nobody said what it needs."""
    return f" (needs {needs})" if needs else ""


def named(ids: Sequence[str], thing: str = "task") -> str:
    """The ids, or how many there are if they are many."""
    return ", ".join(ids) if 0 < len(ids) <= _MOST_NAMED else counted(len(ids), thing)


def counted(number: int, thing: str) -> str:
    """`1 task`, `2 tasks`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def heard(state: RunState, spoken: Spoken | None) -> str:
    """By whom a word was spoken and who heard it; nothing if it was entered by themselves."""
    if spoken is None:
        return ""
    said, witness = party(state, spoken.said_by), party(state, spoken.witness)
    return f" (SPOKEN by {said}, heard by {witness}; to be countersigned)"
