"""Who may do what with returns, as plain questions that the register of people can answer. Pure.

The programme asks, amends and accepts; a party, or the body whose assurance shows it, hands in,
withdraws and reconfirms; only a party itself says who may see its readiness. Who entered a
submission does not accept it, and the programme accepts in its own name: what another body accepted
is entered as the word of somebody of that body.

Who decides or advises at a gate sees of the returns that serve it the party, the kind, the state
and whether it is late, so that they know who is missing, and nothing of what was handed in.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import assert_never

from rehearsals.core.command import Refusal
from rehearsals.readiness import commands as c
from rehearsals.readiness.refusing import refuse
from rehearsals.readiness.state import Readiness

#: Roles in the register of people whose holders are the programme, and see every return.
PROGRAMME_ROLES = frozenset({"cutover_manager", "administrator", "assurance"})
#: Of these, those that act: assurance reads everything, and writes nothing here.
ACTING_ROLES = frozenset({"cutover_manager", "administrator"})
#: Parties that a refusal names.
_MOST_NAMED = 4


def check_may(
    state: Readiness,
    command: c.ReadinessCommand,
    *,
    parties: Collection[str],
    programme: bool,
    names: Collection[str],
) -> Refusal | None:
    """Why somebody may not give a command, who speaks for some parties or acts for the programme.

    `names`: the parties that the organisation acts for of whose word it is (`on_behalf_of`, else
    the actor). None if they may; also for a return that there is not, which the register itself
    refuses. The programme enters what a party handed in on paper, on its behalf; it never shares
    for a party.
    """
    match command:
        case c.AskReturns() | c.ServeGate() | c.AmendAsk():
            return None if programme else _only("the programme asks for returns")
        case c.ShareReadiness():
            return _check_speaks(command.party, parties, "says who may see its readiness")
        case c.SubmitReturn():
            return _check_word(command, command.submitted_by, parties, programme=programme)
        case c.WithdrawReturn():
            return _check_word(command, command.withdrawn_by, parties, programme=programme)
        case c.ReconfirmReturn():
            return _check_word(command, command.reconfirmed_by, parties, programme=programme)
        case c.AcceptReturn():
            judged = _check_judges(
                state, command, command.accepted_by, parties, names=names, programme=programme
            )
            return judged or _check_entered(state, command)
        case c.SendBackReturn():
            return _check_judges(
                state, command, command.sent_back_by, parties, names=names, programme=programme
            )
        case _:
            assert_never(command)


def _check_word(
    command: c.ReadinessCommand, party: str, parties: Collection[str], *, programme: bool
) -> Refusal | None:
    """A party's word is its own; what came in writing is entered for it by the programme."""
    if programme and command.on_behalf_of:
        return None
    return _check_speaks(party, parties, "hands in, withdraws or reconfirms this")


def _check_speaks(party: str, parties: Collection[str], what: str) -> Refusal | None:
    return None if party in parties else _only(f"somebody of {party} {what}")


def _check_judges(
    state: Readiness,
    command: c.AcceptReturn | c.SendBackReturn,
    judge: str,
    parties: Collection[str],
    *,
    names: Collection[str],
    programme: bool,
) -> Refusal | None:
    asked = state.returns.get(command.return_id)
    if asked is None:
        return None
    if asked.party in parties:
        return _only(f"somebody who does not speak for {asked.party} judges its return")
    if programme and judge != asked.shown_by:
        return None if judge in names else _not_its_name(judge, names)
    if asked.shown_by is not None and asked.shown_by in parties and judge == asked.shown_by:
        return None
    body = f" or {asked.shown_by}" if asked.shown_by else ""
    return _only(f"the programme{body} judges {asked.id}, each by its own word")


def _check_entered(state: Readiness, command: c.AcceptReturn) -> Refusal | None:
    """Two pairs of eyes: not who handed it in, and not who entered it for them."""
    asked = state.returns.get(command.return_id)
    if asked is None or not {command.actor, command.voice} & set(asked.submitted_entry):
        return None
    who = command.voice if command.voice in asked.submitted_entry else command.actor
    return refuse(
        "second-person",
        f"{who} handed in or entered {asked.id}, and does not accept it as well.",
        "Let somebody else of the programme accept it.",
    )


def _not_its_name(judge: str, names: Collection[str]) -> Refusal:
    own = f"Give --by {' or '.join(sorted(names)[:_MOST_NAMED])}; or enter" if names else "Enter"
    return refuse(
        "not-permitted",
        f"You may not do that in the name of {judge}: you do not belong to it.",
        f"{own} the word of somebody of {judge} with --on-behalf-of.",
    )


def _only(rule: str) -> Refusal:
    return refuse("not-permitted", f"You may not do that: only {rule}.", "See `callboard whoami`.")
