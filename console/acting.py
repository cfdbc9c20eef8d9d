"""What every acting command shares: who acts, handing the command in, saying what is now so."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import uuid4

from cyclopts import Parameter

from console import here
from console.opening import opened_run
from console.output import emit
from console.telling import sentence
from rehearsals.core.commands import AnyCommand, By
from rehearsals.core.readiness import task_state
from rehearsals.core.state import RunState
from runbooks.clocktime import local

#: Tasks that became ready which are worth naming.
_MOST_NAMED = 8


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True, slots=True)
class Acting:
    """The options of every acting command."""

    as_: Annotated[
        str | None, Parameter(name="--as", help="Who acts; by default the user of the machine.")
    ] = None
    command_id: Annotated[
        str | None,
        Parameter(help="An id of the command: repeated with it, it is done once only."),
    ] = None

    def by(self) -> By:
        """The fields of a command that say whose it is."""
        command = f"cli:{self.command_id or uuid4().hex}"
        return {"id": command, "actor": self.actor, "channel": "cli"}

    @property
    def actor(self) -> str:
        """Who acts."""
        return (self.as_ or "").strip() or getpass.getuser()


#: From the state of the run and the fields of `Acting.by`, the command.
Make = Callable[[RunState, By], AnyCommand]


def act(run: str, make: Make, acting: Acting | None) -> None:
    """Hand in a command, and print what is now so; raises Refused, RunNotFound and TimeError."""
    with opened_run(run) as (desk, name):
        before = desk.state(name)
        facts = desk.submit(name, make(before, (acting or Acting()).by()))
        after = desk.state(name)
    for fact in facts:
        emit(f"{local(fact.at, after.runbook.timezone)}: {sentence(fact.event, after)}")
    if after.seq == before.seq:
        emit("(This command was given before; nothing has changed.)")
    elif fresh := _made_ready(before, after):
        more = f" and {len(fresh) - _MOST_NAMED} more" if len(fresh) > _MOST_NAMED else ""
        emit(f"Now ready: {', '.join(fresh[:_MOST_NAMED])}{more}.")


def known(word: str, ids: list[str]) -> str:
    """The id that a word means, whatever its case; the word itself if there is none such."""
    if word in ids:
        return word
    same = [one for one in ids if one.lower() == word.lower()]
    return same[0] if len(same) == 1 else word


def task_id(state: RunState, word: str) -> str:
    """The id of a task of the runbook, whatever the case it was typed in."""
    return known(word, list(state.runbook.task_by_id))


def gate_id(state: RunState, word: str) -> str:
    """The id of a gate, whatever the case it was typed in."""
    return known(word, list(state.runbook.gate_by_id))


def party_id(state: RunState, word: str) -> str:
    """The id of a party, whatever the case it was typed in."""
    return known(word, list(state.runbook.parties))


def _made_ready(before: RunState, after: RunState) -> list[str]:
    now = here.now()
    return [
        task
        for task in after.index.tasks
        if task_state(after, task, now) == "ready" and task_state(before, task, now) != "ready"
    ]
