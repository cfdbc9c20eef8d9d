"""How what the people who run the night have said changes the draft of a state."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.night.state import (
    Answered,
    Handover,
    Incident,
    Observation,
    PartyChange,
    RollCall,
)
from rehearsals.core.tasks.apply_blocks import left_blocked

_RollEvent = e.RollCalled | e.RollAnswered
_ShiftEvent = e.ShiftHandedOver | e.ShiftTaken
_IncidentEvent = e.IncidentLinked | e.IncidentClosed
_ObservationEvent = e.ObservationRecorded | e.ObservationAnswered | e.ObservationFinal


def take_control_event(draft: Draft, event: e.ControlEvent, fact: e.Fact) -> None:
    """Change the draft by one event of the control of the night."""
    match event:
        case e.StartsStopped():
            draft.stopped, draft.stopped_at = event.reason, fact.at
        case e.StartsAllowed():
            draft.stopped, draft.stopped_at = None, None
            draft.recommended_back = None
        case e.CommunicationsSet():
            draft.communications = event.mode
        case e.ParticipantActivated():
            draft.activated[event.party] = fact.at
        case e.PartyLeft():
            _leave(draft, event, fact)
        case e.RollCalled() | e.RollAnswered():
            _roll(draft, event, fact)
        case e.ShiftHandedOver() | e.ShiftTaken():
            _shift(draft, event, fact)
        case e.IncidentLinked() | e.IncidentClosed():
            _incident(draft, event, fact)
        case e.ObservationRecorded() | e.ObservationAnswered() | e.ObservationFinal():
            _observation(draft, event, fact)
        case _:
            assert_never(event)


def _leave(draft: Draft, event: e.PartyLeft, fact: e.Fact) -> None:
    """What kept its copies from going on leaves with it: who takes over says so anew."""
    draft.left[event.party] = PartyChange(
        replaced_by=event.replaced_by, at=fact.at, reason=event.reason
    )
    for task, record in draft.tasks.items():
        if any(block.party == event.party for block in record.blocks):
            left = left_blocked(record, without=(event.party,))
            draft.tasks[task] = replace(record, blocks=left)


def _roll(draft: Draft, event: _RollEvent, fact: e.Fact) -> None:
    if isinstance(event, e.RollCalled):
        call = RollCall(
            number=event.call, title=event.title, parties=event.parties, called_at=fact.at
        )
        draft.roll_calls.append(call)
        return
    call = draft.roll_calls[event.call - 1]
    answer = Answered(present=event.present, note=event.note, at=fact.at, by=_by(fact))
    draft.roll_calls[event.call - 1] = replace(call, answers={**call.answers, event.party: answer})


def _shift(draft: Draft, event: _ShiftEvent, fact: e.Fact) -> None:
    if isinstance(event, e.ShiftHandedOver):
        handover = Handover(
            number=event.number,
            desk=event.desk,
            by=_by(fact),
            to=event.to,
            text=event.text,
            at=fact.at,
        )
        draft.handovers.append(handover)
        return
    given = draft.handovers[event.number - 1]
    draft.handovers[event.number - 1] = replace(given, taken_at=fact.at, taken_by=_by(fact))


def _incident(draft: Draft, event: _IncidentEvent, fact: e.Fact) -> None:
    if isinstance(event, e.IncidentLinked):
        draft.incidents[event.reference] = Incident(
            reference=event.reference,
            summary=event.summary,
            system=event.system,
            task=event.task,
            url=event.url,
            at=fact.at,
        )
        return
    draft.incidents[event.reference] = replace(
        draft.incidents[event.reference], closed_at=fact.at, resolution=event.resolution
    )


def _observation(draft: Draft, event: _ObservationEvent, fact: e.Fact) -> None:
    if isinstance(event, e.ObservationRecorded):
        seen = Observation(
            number=event.number,
            text=event.text,
            by=_by(fact),
            at=fact.at,
            party=event.party,
            task=event.task,
            gate=event.gate,
        )
        draft.observations.append(seen)
        return
    place = event.number - 1
    if isinstance(event, e.ObservationAnswered):
        draft.observations[place] = replace(
            draft.observations[place], answer=event.text, answered_by=_by(fact)
        )
    else:
        draft.observations[place] = replace(
            draft.observations[place], text=event.text, final_at=fact.at
        )


def _by(fact: e.Fact) -> str:
    """Whose word it is: of those on whose behalf it was entered, or of who entered it."""
    return fact.on_behalf_of or fact.actor
