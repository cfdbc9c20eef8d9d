"""Gates decided: evidence, votes, go and no-go, deferral, and a go taken back."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.refusals import check_reason, refuse, unknown
from rehearsals.core.settling import settle
from rehearsals.core.state import GateRecord, RunState, happens_at
from runbooks.clocktime import local
from runbooks.gates import Gate

Answer = tuple[e.Event, ...] | c.Refusal
GateCommand = c.RecordEvidence | c.DecideGate | c.WithdrawGo


def decide_gate(state: RunState, command: GateCommand, now: datetime) -> Answer:
    """The events of a command on a gate, or why not."""
    gate = state.runbook.gate_by_id.get(command.gate)
    if gate is None:
        return unknown(state, "gate", command.gate, list(state.runbook.gate_by_id))
    if gate.meeting not in state.index.tasks:
        return refuse(
            "out-of-scope",
            f"Gate {gate.id} is not in the scope of run {state.run}.",
            "Choose a gate between the run's first and last.",
        )
    match command:
        case c.RecordEvidence():
            return _evidence(state, gate, command)
        case c.DecideGate():
            return _decide(state, gate, command, now)
        case c.WithdrawGo():
            return _withdraw(state, gate, command)


def deciders(state: RunState, gate: Gate) -> tuple[str, ...]:
    """The parties whose word decides a gate: its decider, or its members."""
    if gate.rule == "decider":
        return (gate.decider,) if gate.decider else ()
    return state.runbook.members_of(gate.members)


def unmet(gate: Gate, record: GateRecord) -> tuple[str, ...]:
    """Blocking criteria without evidence, or with evidence that does not meet them."""
    return tuple(
        criterion.id
        for criterion in gate.criteria
        if criterion.blocking
        and not (criterion.id in record.evidence and record.evidence[criterion.id].met)
    )


def _evidence(state: RunState, gate: Gate, command: c.RecordEvidence) -> Answer:
    known = [criterion.id for criterion in gate.criteria]
    if command.criterion not in known:
        return unknown(state, "criterion", command.criterion, known, of=gate.id)
    if not command.evidence.strip():
        return refuse(
            "evidence-missing",
            f"Criterion {command.criterion} of {gate.id} needs evidence in words or a reference.",
            "Give it with --text.",
        )
    return (
        e.EvidenceRecorded(
            gate=gate.id,
            criterion=command.criterion,
            met=command.met,
            evidence=command.evidence.strip(),
        ),
    )


def _decide(state: RunState, gate: Gate, command: c.DecideGate, now: datetime) -> Answer:
    record = state.gate(gate.id)
    if record.passed:
        return refuse(
            "already-decided",
            f"Gate {gate.id} is decided: {record.outcome.replace('_', ' ')}.",
            "Take it back first: "
            f"`callboard gate {state.run} {gate.id} withdraw --by ... --reason ...`.",
        )
    if state.task(gate.meeting).progress != "running":
        return refuse(
            "meeting-not-running",
            f"The meeting of gate {gate.id} ({gate.meeting}) is not running.",
            f"Start it first: `callboard start {state.run} {gate.meeting}`.",
        )
    if refusal := check_reason(f"A decision at {gate.id}", command.reason):
        return refusal
    if refusal := _check_decider(state, gate, command):
        return refusal
    if refusal := _check_outcome(state, gate, command, now):
        return refusal
    if gate.rule == "decider" or command.outcome == "deferred":
        return _decided(state, gate, command, command.decided_by)
    return _vote(state, gate, command)


def _check_decider(state: RunState, gate: Gate, command: c.DecideGate) -> c.Refusal | None:
    allowed = deciders(state, gate)
    if command.outcome == "deferred" and gate.rule != "decider":
        # A meeting of many is put off by whoever runs it.
        allowed = (*allowed, state.index.tasks[gate.meeting].party)
    if command.decided_by in allowed:
        return None
    shown = ", ".join(allowed)
    return refuse(
        "not-the-decider",
        f"{command.decided_by} does not decide {gate.id}; {shown} does.",
        f"Say whose decision it is with --by {allowed[0] if allowed else 'PARTY'}.",
    )


def _check_outcome(
    state: RunState, gate: Gate, command: c.DecideGate, now: datetime
) -> c.Refusal | None:
    open_criteria = unmet(gate, state.gate(gate.id))
    match command.outcome:
        case "go" if open_criteria:
            return refuse(
                "criteria-open",
                f"Gate {gate.id} has blocking criteria that are not met: "
                f"{', '.join(open_criteria)}.",
                f"Bring evidence with `callboard evidence {state.run} {gate.id} "
                f"{open_criteria[0]} --text ...`.",
            )
        case "go_with_conditions":
            return _check_conditions(state, gate, command, open_criteria)
        case "deferred" if command.until is None or command.until <= happens_at(state, now):
            return refuse(
                "until-missing",
                f"A deferral of {gate.id} says until when; it is now "
                f"{local(now, state.runbook.timezone)}.",
                "Give a later time with --until.",
            )
        case _:
            return None


def _check_conditions(
    state: RunState, gate: Gate, command: c.DecideGate, open_criteria: tuple[str, ...]
) -> c.Refusal | None:
    if gate.rule != "decider":
        return refuse(
            "vote-is-plain",
            f"At {gate.id} each member says go or no-go.",
            "Vote go or no-go.",
        )
    if not all(each.item.strip() and each.owner.strip() for each in command.conditions):
        return refuse(
            "condition-empty",
            f"A condition of {gate.id} lacks its item or its owner.",
            "Give each as --condition 'ITEM; OWNER; DUE'.",
        )
    if not command.conditions:
        return refuse(
            "conditions-missing",
            f"A conditional go at {gate.id} needs its work-off items.",
            "Give each with --condition 'ITEM; OWNER; DUE'.",
        )
    shown = state.gate(gate.id).evidence
    if silent := [key for key in open_criteria if key not in shown]:
        return refuse(
            "evidence-missing",
            f"No evidence at all was brought for {', '.join(silent)} of {gate.id}.",
            "Record the position first; what is not met becomes a condition.",
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
    )
    if command.outcome not in ("go", "go_with_conditions"):
        return (decided,)
    attempt = state.task(gate.meeting).attempts[-1].number
    finished = e.TaskFinished(task=gate.meeting, attempt=attempt)
    return (decided, *settle(state, gate.meeting, finished))


def _vote(state: RunState, gate: Gate, command: c.DecideGate) -> tuple[e.Event, ...]:
    vote: e.VoteWord = "go" if command.outcome == "go" else "no_go"
    cast = e.VoteCast(
        gate=gate.id, member=command.decided_by, vote=vote, reason=command.reason.strip()
    )
    members = deciders(state, gate)
    votes = {k: v.vote for k, v in state.gate(gate.id).votes.items()} | {command.decided_by: vote}
    go = [member for member in members if votes.get(member) == "go"]
    against = [member for member in members if votes.get(member) == "no_go"]
    needed = len(members) if gate.rule == "all_of" else gate.quorum or len(members)
    if vote == "go" and len(go) >= needed:
        return (cast, *_decided(state, gate, command, ", ".join(go)))
    if vote == "no_go" and len(members) - len(against) < needed:
        return (cast, *_decided(state, gate, command, ", ".join(against)))
    return (cast,)


def _withdraw(state: RunState, gate: Gate, command: c.WithdrawGo) -> Answer:
    if not state.gate(gate.id).passed:
        return refuse("no-go-to-withdraw", f"Gate {gate.id} has no go to withdraw.", "Leave it.")
    if refusal := check_reason(f"Withdrawing the go of {gate.id}", command.reason):
        return refusal
    allowed = deciders(state, gate)
    if command.decided_by not in allowed:
        return refuse(
            "not-the-decider",
            f"{command.decided_by} cannot withdraw {gate.id}; {', '.join(allowed)} can.",
            f"Say whose decision it is with --by {allowed[0] if allowed else 'PARTY'}.",
        )
    touched = [
        task_id
        for task_id in state.index.behind[gate.meeting]
        if state.task(task_id).attempts or state.task(task_id).settled
    ]
    if touched:
        return refuse(
            "successor-started",
            f"The go of {gate.id} cannot be withdrawn: {', '.join(touched)} began after it.",
            "Hold what has not started, and decide at the next gate.",
        )
    if moved := edges_at_finish(state, gate.meeting):
        return refuse(
            "outage-moved",
            f"The go of {gate.id} opened or closed outage {', '.join(moved)}.",
            "Decide at the next gate.",
        )
    return (
        e.GateWithdrawn(gate=gate.id, decided_by=command.decided_by, reason=command.reason.strip()),
    )


def edges_at_finish(state: RunState, task_id: str) -> tuple[str, ...]:
    """Outages that the finish of a task opens or closes."""
    place = (task_id, "finish")
    return (*state.index.opens.get(place, ()), *state.index.closes.get(place, ()))
