"""Who may do what with returns."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.readiness import commands as c
from rehearsals.readiness.permissions import check_may
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

    refusal = check_may(registry.state, command, parties=parties, programme=programme)

    assert (refusal is None) == may


def test_only_the_party_itself_shares_its_readiness() -> None:
    """Not even the programme decides who sees it."""
    state = Registry(an_ask()).state
    command = given(c.ShareReadiness, party="recco", audience="everyone", on_behalf_of="Ann")

    assert check_may(state, command, parties=("recco",), programme=False) is None
    assert check_may(state, command, parties=(), programme=True) is not None
