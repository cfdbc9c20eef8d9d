"""`evidence` and `gate`: what is shown at a gate, and what is decided there."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from console import here
from console.acting import Acting, act, gate_id, known, party_id
from console.times import read_time
from rehearsals.core import commands as c
from rehearsals.core.events import Condition
from rehearsals.core.state import RunState
from runbooks.errors import CallboardError

_OUTCOMES: dict[str, Literal["go", "no_go", "deferred"]] = {
    "go": "go",
    "no-go": "no_go",
    "defer": "deferred",
}


def evidence(
    run: str,
    gate: str,
    criterion: str,
    /,
    *,
    text: str,
    not_met: bool = False,
    acting: Acting | None = None,
) -> None:
    """Bring evidence for a criterion of a gate; what is brought later replaces it.

    Args:
        run: The run.
        gate: The gate, such as G8.
        criterion: The criterion's id, as `callboard show` lists it.
        text: The evidence, in words or as a reference.
        not_met: The evidence shows that the criterion is not met.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.RecordEvidence(
            gate=gate_id(state, gate),
            criterion=_criterion(state, gate_id(state, gate), criterion),
            evidence=text,
            met=not not_met,
            **by,
        ),
        acting,
    )


def gate(
    run: str,
    gate: str,
    decision: Literal["go", "no-go", "defer", "withdraw"],
    /,
    *,
    by: str,
    reason: str,
    condition: tuple[str, ...] = (),
    until: str | None = None,
    forum: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Decide a gate; or cast one member's vote, where several must agree.

    The gate's meeting must be running. A no-go may be followed by a go with its reasons; a go may
    be withdrawn until a task behind it starts. A go with conditions names what is still owed.

    Args:
        run: The run.
        gate: The gate, such as G8.
        decision: What is decided.
        by: The party whose decision it is.
        reason: Why; it stays in the journal.
        condition: What a conditional go leaves to be done, as 'ITEM; OWNER; DUE'; once for each.
        until: When a deferred decision is taken up again: 2026-03-01T12:00, or 14:30.
        forum: The body at which it was decided, if not the gate's own.
        acting: Who acts.
    """
    who = by

    def make(state: RunState, by: c.By) -> c.AnyCommand:
        decider = party_id(state, who)
        name = gate_id(state, gate)
        if decision == "withdraw":
            _refuse_extras(conditions=condition, until=until)
            return c.WithdrawGo(gate=name, decided_by=decider, reason=reason, **by)
        outcome = _OUTCOMES[decision]
        if outcome != "go":
            _refuse_extras(conditions=condition)
        if outcome != "deferred":
            _refuse_extras(until=until)
        return c.DecideGate(
            gate=name,
            outcome="go_with_conditions" if condition else outcome,
            decided_by=decider,
            reason=reason,
            forum=forum,
            conditions=tuple(_condition(state, text) for text in condition),
            until=_time(state, until) if until else None,
            **by,
        )

    act(run, make, acting)


def _criterion(state: RunState, gate: str, word: str) -> str:
    found = state.runbook.gate_by_id.get(gate)
    return known(word, [criterion.id for criterion in found.criteria]) if found else word


def _condition(state: RunState, text: str) -> Condition:
    parts = [part.strip() for part in text.split(";")]
    item, owner, due = (*parts, "", "")[:3]
    if not item or not owner or len(parts) > 3:  # noqa: PLR2004 - item, owner, due
        raise CallboardError(
            f"{text!r} is not a condition.",
            hint="Write it as 'ITEM; OWNER; DUE', such as 'Replay the log; dip; 2026-03-02T09:00'.",
        )
    return Condition(
        item=item, owner=party_id(state, owner), due=_time(state, due) if due else None
    )


def _time(state: RunState, text: str) -> datetime:
    return read_time(text, state.runbook.timezone, here.now())


def _refuse_extras(*, conditions: tuple[str, ...] = (), until: str | None = None) -> None:
    """An option that would be passed over in silence is a mistake."""
    if conditions:
        raise CallboardError("Only a go has conditions.", hint="Leave out --condition.")
    if until:
        raise CallboardError("Only a deferral has an end.", hint="Leave out --until.")
