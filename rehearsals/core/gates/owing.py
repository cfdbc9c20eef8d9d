"""What a go leaves open: conditions with owner and date, risks accepted by name for a time."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.speakers import deciders
from rehearsals.core.refusals import check_reason, refuse, unknown
from rehearsals.core.state import RunState
from runbooks.clocktime import local
from runbooks.gates import Gate

Answer = tuple[e.Event, ...] | c.Refusal


def check_conditions(
    state: RunState, gate: Gate, command: c.DecideGate, moment: datetime
) -> c.Refusal | None:
    """A conditional go has its work-off items, complete; nothing else has any."""
    if command.outcome != "go_with_conditions":
        if not command.conditions:
            return None
        return refuse(
            "conditions-do-not-fit",
            f"Only a go with conditions at {gate.id} has conditions.",
            "Decide go-with-conditions, or leave them out.",
        )
    if gate.rule != "decider":
        return refuse(
            "vote-is-plain",
            f"At {gate.id} each member says go or no-go.",
            "Vote go or no-go.",
        )
    if not command.conditions:
        return refuse(
            "conditions-missing",
            f"A conditional go at {gate.id} needs its work-off items.",
            "Give each with --condition 'ITEM; OWNER; DUE'.",
        )
    return _check_each(state, gate, command, moment)


def _check_each(
    state: RunState, gate: Gate, command: c.DecideGate, moment: datetime
) -> c.Refusal | None:
    for condition in command.conditions:
        if not condition.item.strip() or not condition.owner.strip():
            return refuse(
                "condition-empty",
                f"A condition of {gate.id} lacks its item or its owner.",
                "Give each as --condition 'ITEM; OWNER; DUE'.",
            )
        if condition.due is None or condition.due <= moment:
            return refuse(
                "condition-undated",
                f"The condition {condition.item!r} of {gate.id} needs a day to come by which it "
                f"is due; it is now {local(moment, state.runbook.timezone)}.",
                "Give each as --condition 'ITEM; OWNER; DUE'.",
            )
    return None


def check_risks(
    state: RunState, gate: Gate, command: c.DecideGate, moment: datetime
) -> c.Refusal | None:
    """Risks are accepted with a go, by name, until a time to come."""
    if not command.risks:
        return None
    if command.outcome not in ("go", "go_with_conditions") or gate.rule != "decider":
        return refuse(
            "risks-do-not-fit",
            f"Risks are accepted with a go of one decider, not with this word at {gate.id}.",
            "Leave out --risk, and write it down as a note.",
        )
    for risk in command.risks:
        if not risk.risk.strip() or not risk.accepted_by.strip():
            return refuse(
                "risk-empty",
                f"A risk of {gate.id} lacks its words, or the name of who accepts it.",
                "Give each as --risk 'RISK; NAME; EXPIRES'.",
            )
        if risk.expires <= moment:
            return refuse(
                "risk-expired",
                f"The risk {risk.risk!r} of {gate.id} is accepted until a time to come; it is "
                f"now {local(moment, state.runbook.timezone)}.",
                "Give each as --risk 'RISK; NAME; EXPIRES'.",
            )
    return None


def close_item(state: RunState, command: c.CloseItem) -> Answer:
    """An open item is worked off."""
    if refusal := _check_open(state, command.item):
        return refusal
    if not command.evidence.strip():
        return refuse(
            "evidence-missing",
            f"Closing {command.item} needs evidence in words or a reference.",
            "Give it with --evidence.",
        )
    return (e.ItemClosed(item=command.item, evidence=command.evidence.strip()),)


def extend_risk(state: RunState, command: c.ExtendRisk, moment: datetime) -> Answer:
    """An accepted risk is accepted for longer, by a decider of the gate it came from.

    One that was carried over comes from a gate of another run: any decider of this run will do.
    """
    if refusal := _check_open(state, command.item):
        return refusal
    item = state.items[command.item]
    if item.kind != "risk" or item.due is None:
        return refuse(
            "not-a-risk",
            f"{item.id} is a {item.kind}; only accepted risks are extended.",
            f"Close it with `callboard close-item {state.run} {item.id} --evidence ...`.",
        )
    if refusal := check_reason(f"Extending {item.id}", command.reason):
        return refusal
    gates = [state.runbook.gate_by_id[item.gate]] if item.gate else state.runbook.gates
    allowed = tuple(dict.fromkeys(party for gate in gates for party in deciders(state, gate)))
    if command.decided_by not in allowed:
        return refuse(
            "not-the-decider",
            f"{command.decided_by} does not decide about {item.id}; "
            f"{', '.join(allowed) or 'nobody left'} does.",
            "Say whose decision it is with --by.",
        )
    if command.expires <= max(moment, item.due):
        return refuse(
            "not-longer",
            f"{item.id} is accepted until {local(item.due, state.runbook.timezone)}; it is now "
            f"{local(moment, state.runbook.timezone)}.",
            "Give a later time with --until.",
        )
    return (
        e.RiskExtended(
            item=item.id,
            accepted_by=command.decided_by,
            expires=command.expires,
            reason=command.reason.strip(),
        ),
    )


def _check_open(state: RunState, name: str) -> c.Refusal | None:
    item = state.items.get(name)
    if item is None:
        return unknown(state, "item", name, list(state.items))
    if item.closed_at is not None:
        return refuse(
            "already-closed",
            f"{name} was closed at {local(item.closed_at, state.runbook.timezone)}: "
            f"{item.evidence}",
            f"See what is open: `callboard items {state.run}`.",
        )
    return None
