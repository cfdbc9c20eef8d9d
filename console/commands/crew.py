"""`crew`: simulated people who stand in for the parties that are absent from a rehearsal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Event
from typing import Annotated
from uuid import uuid4

from cyclopts import Parameter

from console import here
from console.acting import Acting, known, party_id
from console.caller import Caller, caller_of
from console.errors import INTERRUPTED
from console.opening import opened_run
from console.output import emit, talk, wrapped
from console.telling import sentence
from flows.signals import stopping_on_signals
from flows.upkeep.crew_claim import playing
from rehearsals.core import commands as c
from rehearsals.core.events import Fact
from rehearsals.core.refusals import unknown
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.participants.crew import Cast, Crew
from runbooks.clocktime import local_short
from runbooks.errors import CallboardError, Refused

_Parties = Annotated[tuple[str, ...], Parameter(name="--for", consume_multiple=True)]
#: Columns of a line before its words.
_INDENT = 22


def crew(
    run: str,
    /,
    *,
    parties: _Parties,
    seed: int = 1,
    leave: Annotated[tuple[str, ...], Parameter(consume_multiple=True)] = (),
    acting: Acting | None = None,
) -> int:
    """Have simulated people act for absent parties of a rehearsal, until it is over; Ctrl-C stops.

    They take up what is ready, work as long as the runbook says, and now and then fail, beside the
    people who really take part. What they do is marked as simulated, and so not proven.

    Args:
        run: The run; not a live one.
        parties: The parties they act for, or groups of parties such as ldsos.
        seed: What they draw their luck from.
        leave: Tasks they leave alone, and gates at which they neither decide nor vote.
        acting: Who has them act.
    """
    who = acting or Acting()
    with opened_run(run) as (desk, name):
        state = desk.state(name)
        _check_rehearsal(state)
        caller = caller_of(desk.journal, who)
        absent = tuple(_known(state, word) for word in state.runbook.members_of(parties))
        left = frozenset(_left(state, word) for word in leave)
        with playing(here.settings().home, name, alone=False) as ours:
            if not ours and left:
                raise _kept_up(name)
            _mark(desk, name, absent, caller)
            if not ours:
                emit(
                    f"`callboard up` keeps a crew in run {name}; it plays {', '.join(absent)} now."
                )
                return 0
            cast = Cast(parties=frozenset(absent), leave=left)
            return _play(desk, name, cast, seed, caller)


def _play(desk: Desk, run: str, cast: Cast, seed: int, caller: Caller) -> int:
    zone = desk.state(run).runbook.timezone

    def voice(_state: RunState, command: c.AnyCommand) -> c.AnyCommand:
        # Once people are known, nobody acts without being one of them.
        return replace(command, actor=caller.actor) if caller.person else command

    def told(facts: Sequence[Fact]) -> None:
        state = desk.state(run)
        for fact in facts:
            line = f"{local_short(fact.at, zone)}: {sentence(fact.event, state)}"
            emit(wrapped(line, indent=_INDENT))

    def refused(command: c.AnyCommand, error: Refused) -> None:
        talk(f"{type(command).__name__} was refused: {error}")

    playing = Crew(
        desk=desk, run=run, cast=cast, seed=seed, voice=voice, told=told, refused=refused
    )
    stop = Event()
    with stopping_on_signals(stop.set):
        left = playing.play(stop)
    if left.status == "open":
        talk(f"The crew has stopped; run {run} goes on without it.")
        return INTERRUPTED
    emit(f"Run {run} is {left.status.replace('_', ' ')}; the crew goes home.")
    return 0


def _kept_up(run: str) -> CallboardError:
    return CallboardError(
        f"`callboard up` keeps a crew in run {run}, which leaves nothing alone.",
        hint="Leave out --leave, or have no party simulated there.",
    )


def _check_rehearsal(state: RunState) -> None:
    if state.mode == "live":
        raise CallboardError(
            f"Run {state.run} is live; nobody in it is simulated.",
            hint="Each party acts for itself, or a scribe enters what it said.",
        )
    if state.mode == "simulation":
        raise CallboardError(
            f"Run {state.run} is a simulation; everybody in it is simulated already.",
            hint="Open a rehearsal to have a crew beside people.",
        )


def _left(state: RunState, word: str) -> str:
    """The id of a task or gate that is left alone; a mistyped one would be played after all."""
    ids = [*state.index.tasks, *state.runbook.way_back_of, *state.runbook.gate_by_id]
    found = known(word, ids)
    if found not in ids:
        refusal = unknown(state, "task or gate", word, ids)
        raise Refused(refusal.code, refusal.message, hint=refusal.hint)
    return found


def _known(state: RunState, word: str) -> str:
    party = party_id(state, word)
    if party not in state.runbook.parties:
        refusal = unknown(state, "party", party, list(state.runbook.parties))
        raise Refused(refusal.code, refusal.message, hint=refusal.hint)
    if state.attendance.get(party) in ("required", "volunteered"):
        raise CallboardError(
            f"{party} takes part in run {state.run}; a crew stands in for absent parties.",
            hint=f"If it does not, say so: `callboard attend {state.run} {party} absent`.",
        )
    return party


def _mark(desk: Desk, run: str, absent: Sequence[str], caller: Caller) -> None:
    """That they are simulated stands in the journal before anything they do."""
    attendance = desk.state(run).attendance
    for party in absent:
        if attendance.get(party) != "simulated":
            command = c.RecordAttendance(
                id=f"cli:{uuid4().hex}", actor=caller.actor, party=party, attendance="simulated"
            )
            desk.submit(run, command)
