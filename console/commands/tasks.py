"""`start`, `done`, `fail`, `skip`, `hold`, `release`: what people say about a task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from cyclopts import Parameter, Token

from console.acting import Acting, act, party_id, task_id
from rehearsals.core import commands as c
from rehearsals.core.state import RunState
from runbooks.errors import CallboardError


def _figures(_type: Any, tokens: Sequence[Token]) -> tuple[tuple[str, float], ...]:
    """`ID=NUMBER`, one a token; raises ValueError, which the command line explains."""
    return tuple(_figure(token.value) for token in tokens)


def _figure(text: str) -> tuple[str, float]:
    key, _, number = text.partition("=")
    try:
        return key.strip(), float(number.replace(",", "").replace("_", ""))
    except ValueError:
        raise ValueError(f"{text!r} is not a result; write it like mpans=123000000.") from None


_Results = Annotated[
    tuple[tuple[str, float], ...],
    Parameter(
        name="--result",
        converter=_figures,
        n_tokens=1,
        accepts_keys=False,
        metavar="ID=NUMBER",
    ),
]
_Parties = Annotated[tuple[str, ...], Parameter(name="--for", consume_multiple=True)]


def start(
    run: str,
    task: str,
    /,
    *,
    out_of_sequence: bool = False,
    reason: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Begin a task, or begin it again after it failed.

    Where somebody really began before the task's turn, --out-of-sequence records that: it needs a
    reason, is marked for ever, and is never taken past a gate that has no go.

    Args:
        run: The run.
        task: The task, such as M10-024.
        out_of_sequence: It has really begun, although it was not ready.
        reason: Why it began before its turn.
        acting: Who acts.
    """

    def make(state: RunState, by: c.By) -> c.AnyCommand:
        if out_of_sequence:
            return c.StartOutOfSequence(task=task_id(state, task), reason=reason or "", **by)
        if reason is not None:
            raise CallboardError(
                "A start in its turn takes no reason.",
                hint="Leave out --reason, or say --out-of-sequence.",
            )
        return c.StartTask(task=task_id(state, task), **by)

    act(run, make, acting)


def done(
    run: str,
    task: str,
    /,
    *,
    result: _Results = (),
    parties: _Parties = (),
    acting: Acting | None = None,
) -> None:
    """Finish a task; or confirm some parties' copies, where each party has its own.

    Args:
        run: The run.
        task: The task, such as M10-024.
        result: A figure that the task measures, as ID=NUMBER; once for each.
        parties: The parties whose copies are confirmed.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.CompleteTask(
            task=task_id(state, task),
            results=dict(result),
            parties=tuple(party_id(state, party) for party in parties),
            **by,
        ),
        acting,
    )


def fail(run: str, task: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Say that the attempt at a task failed; it can be started again.

    Args:
        run: The run.
        task: The task, such as M10-024.
        reason: What happened.
        acting: Who acts.
    """
    act(run, lambda state, by: c.FailTask(task=task_id(state, task), reason=reason, **by), acting)


def skip(run: str, task: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Leave a task out, so that what depends on it may go on.

    Args:
        run: The run.
        task: The task, such as M10-024.
        reason: Why it is left out.
        acting: Who acts.
    """
    act(run, lambda state, by: c.SkipTask(task=task_id(state, task), reason=reason, **by), acting)


def hold(
    run: str, task: str, /, *, reason: str, branch: bool = False, acting: Acting | None = None
) -> None:
    """Keep a task, and so what depends on it, from starting.

    With --branch it also works on a task that runs or is done: what comes next behind it is held,
    what runs goes on.

    Args:
        run: The run.
        task: The task, such as M10-024.
        reason: Why it is held.
        branch: Hold whatever has yet to start behind the task.
        acting: Who acts.
    """
    kind = c.HoldBranch if branch else c.HoldTask
    act(run, lambda state, by: kind(task=task_id(state, task), reason=reason, **by), acting)


def release(
    run: str, task: str, /, *, reason: str, branch: bool = False, acting: Acting | None = None
) -> None:
    """Lift a hold.

    Args:
        run: The run.
        task: The task, such as M10-024; with --branch the one the branch was held behind.
        reason: Why it may go on.
        branch: Lift the hold of everything that was held with the task's branch.
        acting: Who acts.
    """
    kind = c.ReleaseBranch if branch else c.ReleaseTask
    act(run, lambda state, by: kind(task=task_id(state, task), reason=reason, **by), acting)
