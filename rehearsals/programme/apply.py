"""How a fact changes the programme. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from rehearsals.core.fact import Entered
from rehearsals.programme import events as e
from rehearsals.programme.state import ChangeRequest, Freeze, Milestone, ProgrammeState


def apply(state: ProgrammeState, fact: Entered[e.ProgrammeEvent]) -> ProgrammeState:
    """The programme after one more fact."""
    event = fact.event
    match event:
        case e.PlanFrozen():
            freeze = Freeze(what=event, at=fact.at, by=fact.actor)
            return replace(state, freezes={**state.freezes, event.runbook: freeze})
        case e.FreezeLifted():
            lifted = replace(state.freezes[event.runbook], lifted_at=fact.at)
            return replace(state, freezes={**state.freezes, event.runbook: lifted})
        case e.ChangeRequested():
            voice = fact.on_behalf_of or fact.actor
            request = ChangeRequest(what=event, at=fact.at, by=fact.actor, voice=voice)
            return replace(state, requests=(*state.requests, request))
        case e.ChangeDecided():
            return _decided(state, event, fact)
        case e.MilestoneSet():
            return _with(state, event.id, Milestone(baseline=event))
        case e.MilestoneReplanned():
            known = state.milestones[event.id]
            return _with(state, event.id, replace(known, replans=(*known.replans, event)))
        case e.MilestoneRecorded():
            known = state.milestones[event.id]
            return _with(state, event.id, replace(known, actuals=(*known.actuals, event)))
        case _:
            assert_never(event)


def _decided(
    state: ProgrammeState, event: e.ChangeDecided, fact: Entered[e.ProgrammeEvent]
) -> ProgrammeState:
    place = event.number - 1
    decided = replace(
        state.requests[place], decision=event, decided_at=fact.at, decided_by=fact.actor
    )
    requests = (*state.requests[:place], decided, *state.requests[place + 1 :])
    return replace(state, requests=requests)


def _with(state: ProgrammeState, key: str, milestone: Milestone) -> ProgrammeState:
    return replace(state, milestones={**state.milestones, key: milestone})
