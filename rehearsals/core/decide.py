"""`decide(state, command, now)`: the events that a command amounts to, or why it is refused.

Pure: what it needs from outside (a check, a forecast) must already stand in the journal.
"""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core.events import Event, Fact
from rehearsals.core.gate_commands import decide_gate
from rehearsals.core.refusals import check_open, check_words
from rehearsals.core.run_commands import decide_run
from rehearsals.core.state import RunState, happens_at
from rehearsals.core.task_commands import decide_task


def decide(state: RunState, command: c.AnyCommand, now: datetime) -> tuple[Fact, ...] | c.Refusal:
    """The facts to append, at least one, all of this instant; or a refusal.

    `now` is aware. A clock that has stepped back does not put facts before their neighbours: they
    happen at the time of the last fact, and `recorded_at` keeps what the clock said.
    """
    if refusal := check_open(state) or check_words(command):
        return refusal
    answer = _events(state, command, now)
    if isinstance(answer, c.Refusal):
        return answer
    at = happens_at(state, now)
    return tuple(
        Fact(
            event=event,
            at=at,
            recorded_at=now,
            actor=command.actor,
            channel=command.channel,
            command=command.id,
            on_behalf_of=command.on_behalf_of,
        )
        for event in answer
    )


def _events(state: RunState, command: c.AnyCommand, now: datetime) -> tuple[Event, ...] | c.Refusal:
    match command:
        case c.RecordEvidence() | c.DecideGate() | c.WithdrawGo():
            return decide_gate(state, command, now)
        case c.AddNote() | c.OpenOutage() | c.CloseOutage() | c.RecordAttendance() | c.AbandonRun():
            return decide_run(state, command)
        case _:
            return decide_task(state, command, now)
