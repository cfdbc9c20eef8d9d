"""What is asked of the plan of a run, decided: amendments, and turning back."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.plan.amending import decide_amendment
from rehearsals.core.plan.turning_back import decide_recommending, decide_turn_back
from rehearsals.core.state import RunState

Answer = tuple[e.Event, ...] | c.Refusal


def decide_plan(state: RunState, command: c.PlanCommand, now: datetime) -> Answer:
    """The events of a command on the plan of a run, or why not."""
    match command:
        case c.TurnBack():
            return decide_turn_back(state, command)
        case c.RecommendTurningBack():
            return decide_recommending(state, command)
        case _:
            return decide_amendment(state, command, now)
