"""`reopen` and `undo`: have something done again, or take a wrong entry back."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from console.acting import Acting, act, party_id, task_id
from rehearsals.core import commands as c

_Parties = Annotated[tuple[str, ...], Parameter(name="--for", consume_multiple=True)]


def reopen(
    run: str,
    task: str,
    /,
    *,
    reason: str,
    parties: _Parties = (),
    acting: Acting | None = None,
) -> None:
    """Have a done or skipped task done again, or some parties' copies of it; its history stays.

    It is refused once a task behind it has begun, or once it has opened or closed an outage.

    Args:
        run: The run.
        task: The task, such as M10-024.
        reason: Why it must be done again.
        parties: The parties whose copies must be done again; by default the whole task.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.ReopenTask(
            task=task_id(state, task),
            reason=reason,
            parties=tuple(party_id(state, party) for party in parties),
            **by,
        ),
        acting,
    )


def undo(run: str, task: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Take back the newest entry about a task: it was started, done, failed or skipped by mistake.

    The entry stays in the journal, marked as undone. What was entered with a wrong time is undone
    and entered again with --at.

    Args:
        run: The run.
        task: The task, such as M10-024.
        reason: What was wrong with the entry.
        acting: Who acts.
    """
    act(run, lambda state, by: c.UndoEntry(task=task_id(state, task), reason=reason, **by), acting)
