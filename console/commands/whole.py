"""`note`, `attend`, `close`: what people say about a run as a whole."""

from __future__ import annotations

from typing import Literal

from console.acting import Acting, act, gate_id, party_id, task_id
from rehearsals.core import commands as c
from rehearsals.core.state import RunState


def note(
    run: str,
    about: str,
    text: str | None = None,
    /,
    *,
    lesson: bool = False,
    acting: Acting | None = None,
) -> None:
    """Write something down: `callboard note RUN TEXT`, or `callboard note RUN TASK TEXT`.

    Args:
        run: The run.
        about: The task or the gate it is about; left out, the note is about the run.
        text: The note, in quotes.
        lesson: It is a lesson for the next run, which it is carried over to.
        acting: Who acts.
    """

    def make(state: RunState, by: c.By) -> c.AnyCommand:
        if text is None:
            return c.AddNote(text=about, lesson=lesson, **by)
        gate = gate_id(state, about)
        if gate in state.runbook.gate_by_id:
            return c.AddNote(text=text, gate=gate, lesson=lesson, **by)
        return c.AddNote(text=text, task=task_id(state, about), lesson=lesson, **by)

    act(run, make, acting)


def attend(
    run: str,
    party: str,
    attendance: Literal["required", "volunteered", "absent"],
    /,
    *,
    acting: Acting | None = None,
) -> None:
    """Say whether a party takes part in a run.

    Args:
        run: The run.
        party: The party, by its id in the runbook.
        attendance: How it takes part.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.RecordAttendance(
            party=party_id(state, party), attendance=attendance, **by
        ),
        acting,
    )


def close(run: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """End a run: a live one once everything is settled, or any before its end.

    Nothing more can happen in it then, so put right first what was entered wrongly. A live run in
    which something is left to do is abandoned, like any other.

    Args:
        run: The run.
        reason: Why it ends.
        acting: Who acts.
    """
    act(run, lambda _state, by: c.AbandonRun(reason=reason, **by), acting)
