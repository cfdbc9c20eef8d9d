"""Who may do what with returns."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.readiness import commands as c
from rehearsals.readiness.permissions import check_may
from rehearsals.readiness.standing import Standing
from rehearsals.readiness.words import Served
from rehearsals.testing import at
from tests.rehearsals.readiness.register import DIRECTOR, Registry, an_ask, given

SUBMIT = {"submitted_by": "recco", "signatory": DIRECTOR, "as_at": at(0), "statement": "Ready."}
ACCEPT = {"accepted_by": "si"}
WITHDRAW = {"withdrawn_by": "recco", "reason": "A fault."}


@pytest.mark.parametrize(
    ("kind", "fields", "parties", "programme", "may"),
    [
        (c.ServeGate, {"gate": "m10/G2"}, (), True, True),
        (c.ServeGate, {"gate": "m10/G2"}, ("recco",), False, False),
        (c.SubmitReturn, SUBMIT, ("recco",), False, True),
        (c.SubmitReturn, SUBMIT, ("dcc",), False, False),
        (c.SubmitReturn, SUBMIT, (), True, False),
        (c.SubmitReturn, {**SUBMIT, "on_behalf_of": "Ann Example"}, (), True, True),
        (c.SubmitReturn, {**SUBMIT, "on_behalf_of": "Ann Example"}, ("dcc",), False, False),
        (c.AcceptReturn, ACCEPT, ("si",), True, True),
        (c.AcceptReturn, ACCEPT, ("recco",), True, False),
        (c.AcceptReturn, ACCEPT, ("si",), False, False),
        (c.AcceptReturn, {"accepted_by": "bsc_pab"}, ("bsc_pab",), False, True),
        (c.AcceptReturn, {"accepted_by": "bsc_pab"}, (), True, False),
        (c.SendBackReturn, {"sent_back_by": "si", "reason": "No."}, (), True, True),
        (c.WithdrawReturn, WITHDRAW, ("recco",), False, True),
        (c.WithdrawReturn, WITHDRAW, ("north",), True, False),
    ],
)
def test_permission_follows_the_table(
    kind: type[Any], fields: dict[str, Any], parties: tuple[str, ...], programme: bool, may: bool
) -> None:
    """Nobody is refused what is theirs, and nobody may what is another's."""
    registry = Registry(an_ask(shown_by="bsc_pab"))
    command = given(kind, return_id="D1", **fields)

    refusal = check_may(
        registry.state, command, parties=parties, programme=programme, names=("si",)
    )

    assert (refusal is None) == may


def test_only_the_party_itself_shares_its_readiness() -> None:
    """Not even the programme decides who sees it."""
    state = Registry(an_ask()).state
    command = given(c.ShareReadiness, party="recco", audience="everyone", on_behalf_of="Ann")

    assert check_may(state, command, parties=("recco",), programme=False, names=()) is None
    assert check_may(state, command, parties=(), programme=True, names=()) is not None


def _judges(registry: Registry, **fields: Any) -> str | None:
    command = given(c.AcceptReturn, return_id="D1", accepted_by="si", **fields)
    refusal = check_may(registry.state, command, parties=(), programme=True, names=("si",))
    return refusal.code if refusal else None


def test_who_entered_or_said_a_submission_does_not_accept_it() -> None:
    """The programme enters what came on paper; then somebody else accepts it."""
    registry = Registry(an_ask())
    assert registry.submit(1, actor="mia", on_behalf_of="ann") is None

    assert _judges(registry, actor="mia") == "second-person"
    assert _judges(registry, actor="ann") == "second-person"
    assert _judges(registry, actor="max", on_behalf_of="ann") == "second-person"
    assert _judges(registry, actor="max") is None


def test_nobody_judges_in_a_name_that_is_not_theirs() -> None:
    """What `ofgem` accepted is the word of somebody of `ofgem`."""
    registry = Registry(an_ask())
    assert registry.submit(1, actor="ann") is None
    for kind, name in ((c.AcceptReturn, "accepted_by"), (c.SendBackReturn, "sent_back_by")):
        fields: dict[str, Any] = {name: "ofgem", "actor": "max"}
        if kind is c.SendBackReturn:
            fields["reason"] = "x"
        command = given(kind, return_id="D1", **fields)
        own = check_may(registry.state, command, parties=(), programme=True, names=("si",))
        theirs = check_may(registry.state, command, parties=(), programme=True, names=("ofgem",))

        assert own is not None
        assert "in the name of ofgem" in own.message
        assert theirs is None


def test_who_decides_at_a_gate_sees_who_is_missing_there() -> None:
    """The returns that serve it, beyond those they may read whole; nobody else does."""
    state = Registry(an_ask(party="north", gates=(Served(gate="trial/G1"),))).state
    decider = Standing(heard_for=frozenset({"sro"}))

    assert [one.party for one in decider.sees_outline(state, "trial/G1", ("sro",))] == ["north"]
    assert decider.sees_outline(state, "trial/G2", ("sro",)) == ()
    assert Standing().sees_outline(state, "trial/G1", ("sro",)) == ()
