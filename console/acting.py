"""What every acting command shares: who acts, handing the command in, saying what is now so."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

from cyclopts import Group, Parameter

from console import here
from console.caller import Caller, caller_of, stepped_up
from console.opening import opened_run
from console.output import emit
from console.telling import sentence
from console.times import in_its_minute, read_past_time
from rehearsals.core.commands import AnyCommand, By
from rehearsals.core.readiness import task_state
from rehearsals.core.refusals import unknown
from rehearsals.core.settling import is_all_settled
from rehearsals.core.state import RunState
from runbooks.clocktime import local
from runbooks.errors import Refused
from runbooks.gates import Gate

#: Tasks that became ready which are worth naming.
_MOST_NAMED = 8


#: Below what is a command's own in its help.
_COMMON = Group("In every acting command", sort_key=1)


@Parameter(name="*", group=_COMMON)
@dataclass(frozen=True, kw_only=True, slots=True)
class Acting:
    """The options of every acting command."""

    as_: Annotated[
        str | None,
        Parameter(
            name="--as",
            help="Who acts, while nobody is in the register of people; by default the machine's "
            "user. After that a token says who acts.",
        ),
    ] = None
    on_behalf_of: Annotated[
        str | None, Parameter(help="Who said it, where a scribe enters what somebody else said.")
    ] = None
    at: Annotated[
        str | None,
        Parameter(help="When it happened, if it is entered later: 14:30, or 2026-03-01T12:00."),
    ] = None
    token_file: Annotated[
        Path | None, Parameter(help="A file with your token, instead of CALLBOARD_TOKEN.")
    ] = None
    password_stdin: Annotated[
        bool, Parameter(help="Read the password, where one is asked for, from standard input.")
    ] = False
    command_id: Annotated[
        str | None,
        Parameter(help="An id of the command: repeated with it, it is done once only."),
    ] = None

    def by(self, caller: Caller, now: datetime, zone: str = "Europe/London") -> By:
        """The fields of a command that say whose it is; `now` is aware. Raises TimeError."""
        by: By = {
            "id": f"cli:{self.command_id or uuid4().hex}",
            "actor": caller.actor,
            "channel": "cli",
        }
        if self.on_behalf_of is not None:
            by["on_behalf_of"] = caller.register.named(self.on_behalf_of) or self.on_behalf_of
        if self.at is not None:
            by["happened_at"] = read_past_time(self.at, zone, now)
        return by

    @property
    def actor(self) -> str:
        """Who acts while nobody is in the register of people."""
        return (self.as_ or "").strip() or getpass.getuser()


#: From the state of the run and the fields of `Acting.by`, the command.
Make = Callable[[RunState, By], AnyCommand]


def act(run: str, make: Make, acting: Acting | None) -> RunState:
    """Hand in a command, print what is now so, and give back how the run stands then.

    Raises Refused, RunNotFound and TimeError.
    """
    acting = acting or Acting()
    with opened_run(run) as (desk, name):
        before = desk.state(name)
        caller = caller_of(desk.journal, acting)
        now = here.now_in(before)
        asked = make(before, acting.by(caller, now, before.runbook.timezone))
        asked = in_its_minute(before, asked, acting.at, now)
        command = stepped_up(desk.journal, caller, before, asked, acting)
        facts = desk.submit(name, command)
        after = desk.state(name)
    for fact in facts:
        emit(f"{local(fact.at, after.runbook.timezone)}: {sentence(fact.event, after)}")
    if after.seq == before.seq:
        emit("(This command was given before; nothing has changed.)")
    elif fresh := _made_ready(before, after):
        more = f" and {len(fresh) - _MOST_NAMED} more" if len(fresh) > _MOST_NAMED else ""
        emit(f"Now ready: {', '.join(fresh[:_MOST_NAMED])}{more}.")
    if after.status == "open" and is_all_settled(after):
        emit(
            "Everything is settled. Put right what is wrong, if anything is; then close the run: "
            f"`callboard close {after.run} --reason ...`."
        )
    return after


def act_for_each(
    run: str, parties: Sequence[str], make_for: Callable[[str], Make], acting: Acting | None
) -> RunState:
    """Hand in a command for each of some parties, at least one; give back how the run stands then.

    Several are commands of their own, with ids of their own. At the first that is refused it stops,
    and the refusal says for whom it was done already. Raises what `act` does.
    """
    acting = acting or Acting()
    after: RunState | None = None
    for place, party in enumerate(parties):
        mine = acting
        if acting.command_id is not None and len(parties) > 1:
            mine = replace(acting, command_id=f"{acting.command_id}:{party}")
        try:
            after = act(run, make_for(party), mine)
        except Refused as refusal:
            if len(parties) == 1:
                raise
            done = ", ".join(parties[:place]) or "nobody"
            rest = ", ".join(parties[place:])
            raise Refused(
                refusal.code,
                f"For {party}: {refusal.message} Done for {done}; not for {rest}.",
                hint=refusal.hint or "See to it, and enter the rest.",
            ) from refusal
    if after is None:
        raise AssertionError("the caller names somebody")
    return after


def known(word: str, ids: list[str]) -> str:
    """The id that a word means, whatever its case; the word itself if there is none such."""
    if word in ids:
        return word
    same = [one for one in ids if one.lower() == word.lower()]
    return same[0] if len(same) == 1 else word


def task_id(state: RunState, word: str) -> str:
    """The id of a task of the runbook, whatever the case it was typed in."""
    return known(word, [*state.runbook.task_by_id, *state.runbook.way_back_of])


def gate_id(state: RunState, word: str) -> str:
    """The id of a gate, whatever the case it was typed in."""
    return known(word, list(state.runbook.gate_by_id))


def scoped_gate(state: RunState, word: str) -> Gate:
    """The gate in the scope of a run that a word means; raises Refused if there is none."""
    found = state.runbook.gate_by_id.get(gate_id(state, word))
    if found is None or found.meeting not in state.index.tasks:
        ids = [one.id for one in state.index.meeting_of.values()]
        refusal = unknown(state, "gate", word, ids)
        raise Refused(refusal.code, refusal.message, hint=refusal.hint)
    return found


def parties_named(state: RunState, words: Sequence[str]) -> tuple[str, ...]:
    """The ids of the parties that words name, whole groups too, each once."""
    return state.runbook.members_of(tuple(party_id(state, word) for word in words))


def party_id(state: RunState, word: str) -> str:
    """The id of a party, whatever the case it was typed in."""
    return known(word, list(state.runbook.parties))


def _made_ready(before: RunState, after: RunState) -> list[str]:
    now = here.now_in(after)
    return [
        task
        for task in after.index.tasks
        if task_state(after, task, now) == "ready"
        # A task of the way back, or of an amendment, may not have been there before.
        and (task not in before.index.tasks or task_state(before, task, now) != "ready")
    ]
