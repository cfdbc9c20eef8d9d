"""What the people who run the night ask, decided: stops, communications; the rest by subject."""

from __future__ import annotations

from typing import get_args

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.night.incidents import close_incident, link_incident
from rehearsals.core.night.observations import (
    answer_observation,
    finish_observation,
    record_observation,
)
from rehearsals.core.night.parties_changing import leave
from rehearsals.core.night.roll_calls import answer_roll, call_roll
from rehearsals.core.night.shifts import hand_over, take_shift
from rehearsals.core.presence import check_there
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.state import RunState
from rehearsals.core.tasks.locks import check_has_lock

Answer = tuple[e.Event, ...] | c.Refusal
_Paper = (
    c.CallRoll
    | c.AnswerRoll
    | c.HandOverShift
    | c.TakeShift
    | c.LinkIncident
    | c.CloseIncident
    | c.RecordObservation
    | c.AnswerObservation
    | c.FinishObservation
)


def decide_control(state: RunState, command: c.ControlCommand) -> Answer:
    """The events of a command of those who run the night, or why not."""
    match command:
        case c.StopStarts():
            return _stop(state, command)
        case c.AllowStarts():
            return _allow(state, command)
        case c.SetCommunications():
            return _communications(state, command)
        case c.ActivateParticipant():
            return _activate(state, command)
        case c.LeaveParty():
            return leave(state, command)
        case _:
            return _on_paper(state, command)


def _on_paper(state: RunState, command: _Paper) -> Answer:
    match command:
        case c.CallRoll():
            return call_roll(state, command)
        case c.AnswerRoll():
            return answer_roll(state, command)
        case c.HandOverShift():
            return hand_over(state, command)
        case c.TakeShift():
            return take_shift(state, command)
        case c.LinkIncident():
            return link_incident(state, command)
        case c.CloseIncident():
            return close_incident(state, command)
        case c.RecordObservation():
            return record_observation(state, command)
        case c.AnswerObservation():
            return answer_observation(state, command)
        case c.FinishObservation():
            return finish_observation(state, command)


def _stop(state: RunState, command: c.StopStarts) -> Answer:
    if refusal := check_reason("Stopping all starts", command.reason):
        return refusal
    if state.stopped is not None:
        return refuse(
            "already-stopped",
            f"All new starts are stopped already: {state.stopped}.",
            f"Allow them with `callboard go-on {state.run} --reason ...`.",
        )
    return (e.StartsStopped(reason=command.reason.strip()),)


def _allow(state: RunState, command: c.AllowStarts) -> Answer:
    if state.stopped is None:
        return refuse(
            "not-stopped",
            f"Starts are not stopped in run {state.run}.",
            "A held task is let go with `callboard release`.",
        )
    if refusal := check_reason("Allowing starts again", command.reason):
        return refusal
    return (e.StartsAllowed(reason=command.reason.strip()),)


def _communications(state: RunState, command: c.SetCommunications) -> Answer:
    modes = get_args(e.Communications)
    if command.mode not in modes:
        return refuse(
            "unknown-mode",
            f"There is no communications mode {command.mode}.",
            f"Choose one of {', '.join(modes)}.",
        )
    if command.mode == state.communications:
        return refuse("already-so", f"Communications are {command.mode} already.", "Leave it.")
    if refusal := check_reason(f"Turning communications {command.mode}", command.reason):
        return refusal
    return (e.CommunicationsSet(mode=command.mode, reason=command.reason.strip()),)


def _activate(state: RunState, command: c.ActivateParticipant) -> Answer:
    if refusal := check_there(state, command.party):
        return refusal
    if command.party in state.activated:
        return refuse("already-activated", f"{command.party} is activated already.", "Leave it.")
    if refusal := check_has_lock(state, command.party):
        return refusal
    if not command.evidence.strip():
        return refuse(
            "evidence-missing",
            f"What shows that the service activation of {command.party} is done?",
            "Say it with --evidence.",
        )
    return (e.ParticipantActivated(party=command.party, evidence=command.evidence.strip()),)
