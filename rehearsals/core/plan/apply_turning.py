"""How turning back changes the draft of a state: what is given up, and what is to be done."""

from __future__ import annotations

from dataclasses import replace

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.night.state import TurningBack
from rehearsals.core.plan.leg_index import index_run
from rehearsals.core.plan.turning_rules import turning_of
from rehearsals.core.state import ToSign
from rehearsals.core.words import WayBackKind

_VERBS: dict[WayBackKind, str] = {"stand_down": "stand down", "rollback": "roll back"}


def take_turned_back(draft: Draft, event: e.TurnedBack, fact: e.Fact) -> None:
    """The leg stands beside the way forward; a recommendation has been followed."""
    draft.turned_back.append(TurningBack(what=event, at=fact.at, by=fact.actor))
    draft.given_up = draft.given_up.union(event.given_up)
    for task in event.given_up:
        if task in draft.tasks:
            draft.tasks[task] = replace(draft.tasks[task], blocks=())
    draft.recommended_back = None
    draft.index = index_run(draft.runbook, draft.index.forward, draft.turned_back)
    if event.spoken is not None:
        gate = draft.gate(event.gate)
        waiting = ToSign(
            party=event.decided_by, spoken=event.spoken, at=fact.at, entered_by=fact.actor
        )
        draft.gates[event.gate] = replace(gate, to_sign=(*gate.to_sign, waiting))


def take_extended(draft: Draft, event: e.WayBackExtended, fact: e.Fact) -> None:
    """The leg grows by what is asked for now; the decision stays what it was."""
    turning = turning_of(draft.turned_back, event.task)
    place = draft.turned_back.index(turning)
    asked = {*turning.what.leg, *event.leg}
    tasks = draft.runbook.way_back(event.kind).tasks
    leg = tuple(task.id for task in tasks if task.id in asked)
    draft.turned_back[place] = replace(
        turning,
        what=replace(turning.what, leg=leg),
        asked_at={**turning.asked_at, **dict.fromkeys(event.leg, fact.at)},
    )
    draft.index = index_run(draft.runbook, draft.index.forward, draft.turned_back)


def take_turning_recommended(draft: Draft, event: e.TurningBackRecommended) -> None:
    """The newest recommendation stands, in words."""
    what = f"{_VERBS[event.kind]} {', '.join(event.systems) or 'the whole'}"
    draft.recommended_back = f"{what}: {event.reason}"
