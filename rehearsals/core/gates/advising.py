"""Advisers speak before a gate is decided; one who was asked and gave no advice is put down so."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.speakers import advisers
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.state import RunState
from runbooks.gates import Gate

Answer = tuple[e.Event, ...] | c.Refusal


def silent_advisers(state: RunState, gate: Gate, moment: datetime | None = None) -> tuple[str, ...]:
    """The advisers who have not spoken in this sitting, or not by a moment (aware) of it."""
    heard = state.gate(gate.id).recommendations
    return tuple(
        adviser
        for adviser in advisers(state, gate)
        if adviser not in heard or (moment is not None and heard[adviser].at > moment)
    )


def check_advice(state: RunState, gate: Gate, moment: datetime) -> c.Refusal | None:
    """A go waits for every adviser's word, where the runbook requires it."""
    silent = silent_advisers(state, gate, moment)
    if gate.advice != "required" or not silent:
        return None
    return refuse(
        "advice-missing",
        f"Gate {gate.id} is decided after its advisers have spoken; not heard yet: "
        f"{', '.join(silent)}.",
        f"Put down what they say with `callboard advise {state.run} {gate.id} go --by {silent[0]} "
        "--reason ...`, or `none` for one who gave no advice.",
    )


def recommend(state: RunState, gate: Gate, command: c.Recommend) -> Answer:
    """An adviser's word, before the decision."""
    allowed = advisers(state, gate)
    if command.adviser not in allowed:
        return refuse(
            "not-an-adviser",
            f"{command.adviser} does not advise on {gate.id}; "
            f"{', '.join(allowed) or 'nobody'} does.",
            f"Write it down as a note: `callboard note {state.run} {gate.id} ...`.",
        )
    record = state.gate(gate.id)
    if record.passed and not record.look_again:
        return refuse(
            "already-decided",
            f"Gate {gate.id} is decided: {record.outcome.replace('_', ' ')}; "
            "advice comes before the decision.",
            f"Write it down as a note: `callboard note {state.run} {gate.id} ...`.",
        )
    if refusal := check_reason(f"Advice on {gate.id}", command.reason):
        return refusal
    return (
        e.RecommendationMade(
            gate=gate.id,
            adviser=command.adviser,
            advice=command.advice,
            reason=command.reason.strip(),
        ),
    )
