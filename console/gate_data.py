"""One gate in JSON's types: what its decider needs to see, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rehearsals.core.gates.advising import silent_advisers
from rehearsals.core.gates.checking import not_looked_at, open_criteria, sat_down, shown
from rehearsals.core.gates.speakers import advisers, deciders, needed_of
from rehearsals.core.state import CheckResult, RunState
from runbooks.clocktime import rfc3339
from runbooks.gates import Criterion, Gate


def gate_data(state: RunState, gate: Gate, now: datetime) -> dict[str, Any]:
    """The gate at an instant (UTC); times by RFC 3339."""
    record, members = state.gate(gate.id), deciders(state, gate)
    began = sat_down(state, gate)
    return {
        "run": state.run,
        "gate": gate.id,
        "title": gate.title,
        "outcome": record.outcome,
        "rule": gate.rule,
        "deciders": list(members),
        "needed": needed_of(gate, members),
        "forum": gate.forum,
        "point_of_no_return": gate.point_of_no_return,
        "meeting": gate.meeting,
        "meeting_is": state.task(gate.meeting).progress,
        "sat_down": rfc3339(began) if began else None,
        "look_again": record.look_again or None,
        "criteria": [_criterion(state, gate, criterion) for criterion in gate.criteria],
        "unmet": list(open_criteria(state, gate)),
        "advisers": list(advisers(state, gate)),
        "advice_required": gate.advice == "required",
        "advice": {
            party: {"advice": word.advice, "reason": word.reason, "at": rfc3339(word.at)}
            for party, word in record.recommendations.items()
        },
        "not_heard": list(silent_advisers(state, gate)),
        "votes": {
            party: {"vote": vote.vote, "reason": vote.reason, "at": rfc3339(vote.at)}
            for party, vote in record.votes.items()
        },
        "not_voted": []
        if gate.rule == "decider"
        else [m for m in members if m not in record.votes],
        "items": [item for item in items_data(state, now) if item["gate"] == gate.id],
        "open_incidents": [
            each.reference for each in state.incidents.values() if each.closed_at is None
        ],
        "to_sign": [
            {
                "party": word.party,
                "said_by": word.spoken.said_by,
                "witness": word.spoken.witness,
                "entered_by": word.entered_by,
                "at": rfc3339(word.at),
            }
            for word in record.to_sign
        ],
    }


def items_data(state: RunState, now: datetime) -> list[dict[str, Any]]:
    """What decisions and the run before left open, and lessons, at an instant (UTC)."""
    return [
        {
            "id": item.id,
            "kind": item.kind,
            "text": item.text,
            "owner": item.owner,
            "due": rfc3339(item.due) if item.due else None,
            "open": item.stands_open(now),
            "gate": item.gate,
            "carried_from": item.carried_from,
            "opened_at": rfc3339(item.opened_at),
            "closed_at": rfc3339(item.closed_at) if item.closed_at else None,
            "closed_by": item.closed_by or None,
            "evidence": item.evidence or None,
        }
        for item in state.items.values()
    ]


def _criterion(state: RunState, gate: Gate, criterion: Criterion) -> dict[str, Any]:
    record = state.gate(gate.id)
    seen = shown(criterion, record)
    counts = seen is not None and shown(criterion, record, since=sat_down(state, gate)) is not None
    words = seen.value if isinstance(seen, CheckResult) else seen.evidence if seen else None
    return {
        "id": criterion.id,
        "title": criterion.title,
        "owner": criterion.owner,
        "blocking": criterion.blocking,
        "checked": criterion.check is not None,
        "met": seen.met if seen else None,
        "looked_at": not not_looked_at(seen) if seen else None,
        "counts": counts,
        "shown": words,
        "at": rfc3339(seen.at) if seen else None,
        "by": seen.by if seen else None,
    }
