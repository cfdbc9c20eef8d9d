"""The decision at a gate: go, go with conditions, no-go, deferral; and a go looked at again."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.advising import check_advice
from rehearsals.core.gates.checking import (
    how_to_show,
    not_looked_at,
    open_criteria,
    own_evidence,
    sat_down,
    shown,
)
from rehearsals.core.gates.countersigning import check_spoken, spoken_by
from rehearsals.core.gates.owing import check_conditions, check_risks
from rehearsals.core.gates.speakers import deciders, needed_of, not_the_decider, voted
from rehearsals.core.presence import standing_in
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.settling import settle
from rehearsals.core.state import RunState
from runbooks.clocktime import local
from runbooks.gates import Gate

Answer = tuple[e.Event, ...] | c.Refusal
#: The outcomes that let a gate's successors go.
PASSING = ("go", "go_with_conditions")


def decide_at(state: RunState, gate: Gate, command: c.DecideGate, moment: datetime) -> Answer:
    """The decision, or a member's vote and what it brings about; `moment` is when (aware)."""
    refusal = (
        _check_sitting(state, gate, command, moment)
        or check_reason(f"A decision at {gate.id}", command.reason)
        or _check_decider(state, gate, command)
        or _check_fits(state, gate, command, moment)
        or check_spoken(gate, command)
    )
    if refusal is None and command.outcome != "deferred":
        refusal = _check_apart(state, gate, command)
    if refusal is None and command.outcome in PASSING:
        refusal = _check_criteria(state, gate, command, moment) or check_advice(state, gate, moment)
    if refusal is not None:
        return refusal
    if gate.rule == "decider" or command.outcome == "deferred":
        return _decided(state, gate, command, command.decided_by)
    return _vote(state, gate, command)


def _check_sitting(
    state: RunState, gate: Gate, command: c.DecideGate, moment: datetime
) -> c.Refusal | None:
    """Decisions fall in the meeting; a go that must be looked at again is confirmed without one."""
    record = state.gate(gate.id)
    if record.passed and not (record.look_again and command.outcome in PASSING):
        confirm = "Confirm it with a go, or take it back" if record.look_again else "Take it back"
        return refuse(
            "already-decided",
            f"Gate {gate.id} is decided: {record.outcome.replace('_', ' ')}.",
            f"{confirm} first: "
            f"`callboard gate {state.run} {gate.id} withdraw --by ... --reason ...`.",
        )
    if not record.passed and state.task(gate.meeting).progress != "running":
        return refuse(
            "meeting-not-running",
            f"The meeting of gate {gate.id} ({gate.meeting}) is not running.",
            f"Start it first: `callboard start {state.run} {gate.meeting}`.",
        )
    began = sat_down(state, gate)
    if began is not None and moment < began:
        return refuse(
            "before-the-meeting",
            f"The meeting of gate {gate.id} began at {local(began, state.runbook.timezone)}, "
            "after that decision.",
            "Give the time of the decision with --at, or correct the start of the meeting.",
        )
    return None


def _check_decider(state: RunState, gate: Gate, command: c.DecideGate) -> c.Refusal | None:
    allowed = deciders(state, gate)
    if command.outcome == "deferred" and gate.rule != "decider":
        # A meeting of many is put off by whoever runs it.
        chair = standing_in(state, state.owner(gate.meeting))
        allowed = (*allowed, chair) if chair else allowed
    if command.decided_by not in allowed:
        return not_the_decider(state, gate, command.decided_by, allowed)
    members = deciders(state, gate)
    if (
        command.outcome == "go"
        and gate.rule != "decider"
        and needed_of(gate, members) > len(members)
    ):
        return refuse(
            "quorum-out-of-reach",
            f"Gate {gate.id} needs {needed_of(gate, members)} members to say go; "
            f"{len(members)} are left: {', '.join(members)}.",
            f"Say who replaces those that have left: `callboard leave {state.run} PARTY "
            "--replaced-by ... --reason ...`.",
        )
    return None


def _check_fits(
    state: RunState, gate: Gate, command: c.DecideGate, moment: datetime
) -> c.Refusal | None:
    """Each outcome has what belongs to it, and nothing else."""
    if command.outcome == "deferred" and (command.until is None or command.until <= moment):
        return refuse(
            "until-missing",
            f"A deferral of {gate.id} says until when; it is now "
            f"{local(moment, state.runbook.timezone)}.",
            "Give a later time with --until.",
        )
    return check_conditions(state, gate, command, moment) or check_risks(
        state, gate, command, moment
    )


def _check_apart(state: RunState, gate: Gate, command: c.DecideGate) -> c.Refusal | None:
    """In a live run nobody decides on their own evidence; what a machine found is nobody's."""
    if state.mode != "live":
        return None
    own = own_evidence(gate, state.gate(gate.id), command.voice)
    if not own:
        return None
    return refuse(
        "separation-of-duties",
        f"{command.voice} brought the evidence for {', '.join(own)} of {gate.id}, and so does "
        "not decide it in a live run.",
        f"Have somebody else decide for {command.decided_by}, or bring the evidence anew.",
    )


def _check_criteria(
    state: RunState, gate: Gate, command: c.DecideGate, moment: datetime
) -> c.Refusal | None:
    missing = open_criteria(state, gate, moment)
    if command.outcome == "go" and missing:
        return refuse(
            "criteria-open",
            f"Gate {gate.id} has blocking criteria that are not met: {', '.join(missing)}.",
            how_to_show(state, gate, missing[0]),
        )
    record, began = state.gate(gate.id), sat_down(state, gate)
    silent = [
        one.id
        for one in gate.criteria
        if one.id in missing
        and ((seen := shown(one, record, since=began, until=moment)) is None or not_looked_at(seen))
    ]
    if command.outcome == "go_with_conditions" and silent:
        return refuse(
            "evidence-missing",
            f"No evidence at all was brought for {', '.join(silent)} of {gate.id}.",
            f"{how_to_show(state, gate, silent[0])} What is not met becomes a condition.",
        )
    return None


def _decided(state: RunState, gate: Gate, command: c.DecideGate, by: str) -> tuple[e.Event, ...]:
    decided = e.GateDecided(
        gate=gate.id,
        outcome=command.outcome,
        decided_by=by,
        reason=command.reason.strip(),
        forum=command.forum or gate.forum,
        conditions=command.conditions,
        until=command.until if command.outcome == "deferred" else None,
        risks=command.risks,
        # Where several decide, each signs for the own vote.
        spoken=spoken_by(command) if _alone(gate, command) else None,
    )
    if command.outcome not in PASSING or state.gate(gate.id).passed:
        return (decided,)
    attempt = state.task(gate.meeting).attempts[-1].number
    finished = e.TaskFinished(task=gate.meeting, attempt=attempt)
    return (decided, *settle(state, gate.meeting, finished))


def _alone(gate: Gate, command: c.DecideGate) -> bool:
    """Whether the decision is that of one party, not a count of votes."""
    return gate.rule == "decider" or command.outcome == "deferred"


def _vote(state: RunState, gate: Gate, command: c.DecideGate) -> tuple[e.Event, ...]:
    vote: e.VoteWord = "go" if command.outcome == "go" else "no_go"
    cast = e.VoteCast(
        gate=gate.id,
        member=command.decided_by,
        vote=vote,
        reason=command.reason.strip(),
        spoken=spoken_by(command),
        forum=command.forum,
    )
    members = deciders(state, gate)
    others = {word: set(voted(state, gate, word)) - {command.decided_by} for word in _WORDS}
    others[vote].add(command.decided_by)
    go = [member for member in members if member in others["go"]]
    against = [member for member in members if member in others["no_go"]]
    needed = needed_of(gate, members)
    if vote == "go" and len(go) >= needed:
        return (cast, *_decided(state, gate, command, ", ".join(go)))
    if vote == "no_go" and len(members) - len(against) < needed:
        return (cast, *_decided(state, gate, command, ", ".join(against)))
    return (cast,)


_WORDS: tuple[e.VoteWord, ...] = ("go", "no_go")
