"""What those who run the night said, in a sentence."""

from __future__ import annotations

from typing import assert_never

from console.naming import party_names
from console.telling_words import about, because, party
from rehearsals.core import events as e
from rehearsals.core.state import RunState

_COMMUNICATIONS: dict[e.Communications, str] = {
    "off": "OFF, nothing leaves",
    "test": "TEST, what leaves goes to test routes alone",
    "on": "ON, what leaves is for real",
}


def control_sentence(event: e.ControlEvent, state: RunState) -> str:
    """What an event of the running of the night says."""
    match event:
        case e.StartsStopped():
            return f"STARTS STOPPED, what runs goes on: {event.reason}"
        case e.StartsAllowed():
            return f"Starts are allowed again{because(event.reason)}"
        case e.CommunicationsSet():
            return f"Communications are {_COMMUNICATIONS[event.mode]}{because(event.reason)}"
        case e.RollCalled() | e.RollAnswered() | e.ShiftHandedOver() | e.ShiftTaken():
            return _people(event, state)
        case e.IncidentLinked() | e.IncidentClosed():
            return _incident(event)
        case e.ParticipantActivated() | e.PartyLeft():
            return _party(event, state)
        case e.ObservationRecorded() | e.ObservationAnswered() | e.ObservationFinal():
            return _observation(event, state)
        case _:
            assert_never(event)


def _people(
    event: e.RollCalled | e.RollAnswered | e.ShiftHandedOver | e.ShiftTaken, state: RunState
) -> str:
    match event:
        case e.RollCalled():
            asked = party_names(state.runbook, ", ".join(event.parties))
            return f"Roll-call {event.call}, {event.title}: {asked} asked."
        case e.RollAnswered():
            there = "is there" if event.present else "is NOT THERE"
            return (
                f"Roll-call {event.call}: {party(state, event.party)} {there}{because(event.note)}"
            )
        case e.ShiftHandedOver():
            to = party(state, event.to)
            desk = party(state, event.desk)
            return f"Handover {event.number}: the desk of {desk} goes to {to}: {event.text}"
        case e.ShiftTaken():
            known = next((h for h in state.handovers if h.number == event.number), None)
            desk = f"the desk of {party(state, known.desk)}" if known else "the desk"
            return f"Handover {event.number}: {desk} is taken."
        case _:
            assert_never(event)


def _incident(event: e.IncidentLinked | e.IncidentClosed) -> str:
    if isinstance(event, e.IncidentClosed):
        return f"Incident {event.reference} no longer bears on the run: {event.resolution}"
    link = f" ({event.url})" if event.url else ""
    subjects = about(" and ".join(filter(None, (event.system, event.task))))
    return f"Incident {event.reference}{subjects}: {event.summary}{link}"


def _party(event: e.ParticipantActivated | e.PartyLeft, state: RunState) -> str:
    name = party(state, event.party)
    if isinstance(event, e.ParticipantActivated):
        return f"{name}: service activation is done, its tasks are open: {event.evidence}"
    heir = party(state, event.replaced_by) if event.replaced_by else "nobody"
    return f"{name} has LEFT the run, {heir} takes over: {event.reason}"


def _observation(
    event: e.ObservationRecorded | e.ObservationAnswered | e.ObservationFinal, state: RunState
) -> str:
    name = f"Observation {event.number}"
    match event:
        case e.ObservationRecorded():
            who = event.party and party(state, event.party)
            return f"{name}{about(event.task, event.gate, who)}: {event.text}"
        case e.ObservationAnswered():
            return f"{name}: {party(state, event.party)} on its facts: {event.text}"
        case e.ObservationFinal():
            return f"{name} is final: {event.text}"
        case _:
            assert_never(event)
