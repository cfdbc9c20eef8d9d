"""`evidence`, `advise`, `gate`, `countersign`: what is shown, said and decided at a gate."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from cyclopts import Parameter

from console import here
from console.acting import (
    Acting,
    Make,
    act,
    act_for_each,
    gate_id,
    known,
    parties_named,
    party_id,
    scoped_gate,
)
from console.deciding import confirm_no_go, sole_decider
from console.foreseeing import foreseen_of
from console.gate_data import gate_data
from console.gate_outlook import gate_outlook_data
from console.gate_page import gate_page
from console.opening import opened_run
from console.output import emit, emit_json, emit_rich
from console.standing import standing
from console.turning_back import how_back
from console.typed import read_condition, read_risk, time_in
from rehearsals.core import commands as c
from rehearsals.core.state import RunState
from runbooks.errors import CallboardError

Decided = Literal["go", "go-with-conditions", "no-go", "defer", "withdraw", "take-back"]
_By = Annotated[tuple[str, ...], Parameter(name="--by", consume_multiple=True)]
_OUTCOMES: dict[str, Literal["go", "go_with_conditions", "no_go", "deferred"]] = {
    "go": "go",
    "go-with-conditions": "go_with_conditions",
    "no-go": "no_go",
    "defer": "deferred",
}
_ADVICE: dict[str, Literal["go", "go_with_conditions", "no_go", "none"]] = {
    "go": "go",
    "go-with-conditions": "go_with_conditions",
    "no-go": "no_go",
    "none": "none",
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
        criterion: The criterion's id, as `callboard gate RUN GATE` lists it.
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


def advise(
    run: str,
    gate: str,
    advice: Literal["go", "go-with-conditions", "no-go", "none"],
    /,
    *,
    by: _By,
    reason: str,
    acting: Acting | None = None,
) -> None:
    """Give an adviser's recommendation before a gate is decided; a later one replaces it.

    Args:
        run: The run.
        gate: The gate, such as G8.
        advice: What the adviser recommends; none: asked, and gave no advice.
        by: The party whose advice it is; or several, or groups, each of which is entered by itself.
        reason: Why; it stays in the journal.
        acting: Who acts.
    """
    with opened_run(run) as (desk, name):
        parties = parties_named(desk.state(name), by)

    def make_for(adviser: str) -> Make:
        return lambda state, by: c.Recommend(
            gate=gate_id(state, gate), adviser=adviser, advice=_ADVICE[advice], reason=reason, **by
        )

    act_for_each(name, parties, make_for, acting)


def gate(
    run: str,
    gate: str,
    decision: Decided | None = None,
    /,
    *,
    by: _By = (),
    reason: str | None = None,
    condition: tuple[str, ...] = (),
    risk: tuple[str, ...] = (),
    until: str | None = None,
    forum: str | None = None,
    witness: str | None = None,
    yes: bool = False,
    json: bool = False,
    acting: Acting | None = None,
) -> None:
    """Show a gate; or decide it; or cast one member's vote, where several must agree.

    Without a decision the gate is shown as its decider needs it. To decide, its meeting must be
    running. A no-go may be followed by a go with its reasons; a go may be withdrawn until a task
    behind it starts. A go with conditions names what is still owed. What somebody else said is
    entered with --on-behalf-of, --witness and --forum: it counts at once, and is signed for later.
    Where several must agree one no-go may clear all votes; one that was a mistake is taken back
    with take-back, as long as nobody has voted since.

    Args:
        run: The run.
        gate: The gate, such as G8.
        decision: What is decided; left out, the gate is shown.
        by: The party whose decision it is; may be left out where one party alone decides and you
            speak for it. Votes of several parties, or groups, are entered each by itself.
        reason: Why; it stays in the journal.
        condition: What a conditional go leaves to be done, as 'ITEM; OWNER; DUE'; once for each.
        risk: A risk that is accepted with a go, as 'RISK; NAME; EXPIRES'; once for each.
        until: When a deferred decision is taken up again: 2026-03-01T12:00, or 14:30.
        forum: The body at which it was decided, if not the gate's own.
        witness: Who else heard it, where it was spoken.
        yes: Do not ask whether a no-go at a gate of many is meant; needed where there is no
            terminal to ask at.
        json: Show the gate as JSON.
        acting: Who acts.
    """
    if decision is None:
        said = {
            "--by": by,
            "--reason": reason,
            "--condition": condition,
            "--risk": risk,
            "--until": until,
            "--forum": forum,
            "--witness": witness,
            "--yes": yes,
        }
        _show(run, gate, [option for option, value in said.items() if value], json=json)
        return
    if json:
        raise CallboardError("--json shows a gate.", hint="Leave out --json.")
    if reason is None:
        raise CallboardError(
            "A decision says whose it is, and why.", hint="Give --by PARTY and --reason TEXT."
        )
    with opened_run(run) as (desk, name):
        state = desk.state(name)
        at_gate = state.runbook.gate_by_id.get(gate_id(state, gate))
        parties = parties_named(state, by) or sole_decider(desk.journal, state, at_gate, acting)
    _check_fits(decision, conditions=condition, risks=risk, until=until)
    if decision == "no-go" and not yes:
        confirm_no_go(state, at_gate)

    def make(decider: str, state: RunState, by: c.By) -> c.AnyCommand:
        name = gate_id(state, gate)
        if decision == "withdraw":
            return c.WithdrawGo(
                gate=name, decided_by=decider, reason=reason, witness=witness, forum=forum, **by
            )
        if decision == "take-back":
            return c.UndoVote(gate=name, member=decider, reason=reason, **by)
        return c.DecideGate(
            gate=name,
            outcome="go_with_conditions" if condition else _OUTCOMES[decision],
            decided_by=decider,
            reason=reason,
            forum=forum,
            conditions=tuple(read_condition(state, text) for text in condition),
            risks=tuple(read_risk(state, text) for text in risk),
            until=time_in(state, until) if until else None,
            witness=witness,
            **by,
        )

    after = act_for_each(name, parties, lambda decider: partial(make, decider), acting)
    decided = after.runbook.gate_by_id[gate_id(after, gate)]
    if decision == "no-go" and after.gate(decided.id).outcome == "no_go":
        emit(*([hint] if (hint := how_back(after, decided)) else []))


def countersign(
    run: str,
    gate: str,
    /,
    *,
    by: Annotated[str, Parameter(name=("--by", "--for"))],
    acting: Acting | None = None,
) -> None:
    """Sign for what others entered as the spoken words of a party at a gate.

    Args:
        run: The run.
        gate: The gate, such as G8.
        by: The party whose words they were.
        acting: Who acts.
    """
    party = by

    def make(state: RunState, by: c.By) -> c.AnyCommand:
        return c.Countersign(gate=gate_id(state, gate), party=party_id(state, party), **by)

    act(run, make, acting)


def _show(run: str, word: str, extra: list[str], *, json: bool) -> None:
    if extra:
        raise CallboardError(
            f"{', '.join(extra)} belongs to a decision, and none is given.",
            hint="Say go, go-with-conditions, no-go, defer, withdraw or take-back after the gate.",
        )
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    found = scoped_gate(state, word)
    stands = standing(state, here.now_in(state))
    foreseen = foreseen_of(stands, found.id)
    if json:
        ahead = gate_outlook_data(state, found, stands.now, foreseen)
        emit_json(gate_data(state, found, stands.now) | {"outlook": ahead})
    else:
        emit_rich(*gate_page(state, found, stands.now, foreseen))


def _criterion(state: RunState, gate: str, word: str) -> str:
    found = state.runbook.gate_by_id.get(gate)
    return known(word, [criterion.id for criterion in found.criteria]) if found else word


def _check_fits(
    decision: Decided, *, conditions: tuple[str, ...], risks: tuple[str, ...], until: str | None
) -> None:
    """An option that would be passed over in silence is a mistake."""
    a_go = decision in ("go", "go-with-conditions")
    if conditions and not a_go:
        raise CallboardError("Only a go has conditions.", hint="Leave out --condition.")
    if risks and not a_go:
        raise CallboardError("Risks are accepted with a go.", hint="Leave out --risk.")
    if until and decision != "defer":
        raise CallboardError("Only a deferral has an end.", hint="Leave out --until.")
