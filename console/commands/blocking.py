"""`block` and `unblock`: say that a task cannot go on and what it needs, and that it can."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from console.acting import Acting, act, party_id, task_id
from rehearsals.core import commands as c

_Parties = Annotated[tuple[str, ...], Parameter(name="--for", consume_multiple=True)]


def block(
    run: str,
    task: str,
    /,
    *,
    reason: str,
    needs: str = "",
    parties: _Parties = (),
    acting: Acting | None = None,
) -> None:
    """Say that a ready or running task cannot go on; whoever can help sees it on the board.

    It stops nothing, as `callboard hold` does: the task stays as it is, and may still be started.
    What is then done, fails or is left out is blocked no longer.

    Args:
        run: The run.
        task: The task, such as M10-024.
        reason: Why it cannot go on.
        needs: What, or whom, it needs.
        parties: The parties whose copies cannot go on; by default the whole task.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.BlockTask(
            task=task_id(state, task),
            reason=reason,
            needs=needs,
            parties=tuple(party_id(state, party) for party in parties),
            **by,
        ),
        acting,
    )


def unblock(
    run: str,
    task: str,
    /,
    *,
    reason: str,
    parties: _Parties = (),
    acting: Acting | None = None,
) -> None:
    """Say that a blocked task can go on.

    Args:
        run: The run.
        task: The task, such as M10-024.
        reason: What has changed.
        parties: The parties whose copies can go on; by default all that is blocked of the task.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.UnblockTask(
            task=task_id(state, task),
            reason=reason,
            parties=tuple(party_id(state, party) for party in parties),
            **by,
        ),
        acting,
    )
