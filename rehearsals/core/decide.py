"""`decide(state, command, now)`: the events that a command amounts to, or why it is refused.

Pure: what it needs from outside (a check, a forecast) must already stand in the journal.
"""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core.events import Event, Fact
from rehearsals.core.gates.decide import decide_gate
from rehearsals.core.late_entry import moment_of
from rehearsals.core.night.decide import decide_control
from rehearsals.core.night.decide_run import decide_run
from rehearsals.core.plan.decide import decide_plan
from rehearsals.core.plan.extending import as_it_went, grown
from rehearsals.core.plan.turned import check_turned_back
from rehearsals.core.refusals import check_open, check_words
from rehearsals.core.state import RunState, happens_at
from rehearsals.core.tasks.decide import decide_task


def decide(state: RunState, command: c.AnyCommand, now: datetime) -> tuple[Fact, ...] | c.Refusal:
    """The facts to append, at least one, all of one instant; or a refusal.

    Of one instant but for a late entry that the way back grows by: what follows happens now.

    `now` is aware. A clock that has stepped back does not put facts before their neighbours: they
    happen at the time of the last fact, and `recorded_at` keeps what the clock said. What is
    entered late happens when the command says it happened (`late_entry`).
    """
    if refusal := check_open(state, command) or check_words(command):
        return refusal
    if refusal := check_turned_back(state, command):
        return refusal
    known = as_it_went(state, command)
    moment = moment_of(known, command, now)
    if isinstance(moment, c.Refusal):
        return moment
    answer = _events(known, command, moment)
    if isinstance(answer, c.Refusal):
        return answer
    at = moment if command.happened_at else happens_at(state, now)
    facts = tuple(
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
    return grown(state, command, facts, now)


def _events(state: RunState, command: c.AnyCommand, now: datetime) -> tuple[Event, ...] | c.Refusal:
    if isinstance(command, c.TaskCommand):
        return decide_task(state, command, now)
    if isinstance(command, c.GateCommand):
        return decide_gate(state, command, now)
    if isinstance(command, c.ControlCommand):
        return decide_control(state, command)
    if isinstance(command, c.PlanCommand):
        return decide_plan(state, command, now)
    return decide_run(state, command)
