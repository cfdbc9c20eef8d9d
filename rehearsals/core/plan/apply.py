"""How a fact about the plan of a run changes the draft of a state."""

from __future__ import annotations

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.plan.apply_amendments import take_amendment
from rehearsals.core.plan.apply_turning import (
    take_extended,
    take_turned_back,
    take_turning_recommended,
)


def take_plan_event(draft: Draft, event: e.PlanEvent, fact: e.Fact) -> None:
    """Change the draft by one event on the plan."""
    match event:
        case e.TurnedBack():
            take_turned_back(draft, event, fact)
        case e.WayBackExtended():
            take_extended(draft, event, fact)
        case e.TurningBackRecommended():
            take_turning_recommended(draft, event)
        case _:
            take_amendment(draft, event, fact)
