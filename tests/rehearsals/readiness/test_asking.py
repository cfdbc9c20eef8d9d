"""Asking for returns: once each, all or none, and what is asked can be changed afterwards."""

from __future__ import annotations

import pytest

from rehearsals.readiness import commands as c
from rehearsals.readiness.asking import problems
from rehearsals.readiness.state import NOTHING_ASKED
from rehearsals.readiness.words import Served, Signatory
from rehearsals.testing import at
from tests.rehearsals.readiness.register import CHIEF, DIRECTOR, Registry, an_ask


def test_ask_gives_each_return_an_id_of_its_kind() -> None:
    """The register numbers what nobody named."""
    registry = Registry(an_ask(), an_ask(party="dcc"), an_ask(kind="legacy_letter"))

    assert list(registry.state.returns) == ["D1", "D2", "L1"]


def test_ask_again_is_refused_with_the_id_of_the_one_there_is() -> None:
    """No repeated asks: the refusal names the return and how it serves the other gate too."""
    registry = Registry(an_ask())

    refusal = registry.ask(1, c.AskReturns, asks=(an_ask(gates=(Served(gate="m10/G2"),)),))

    assert refusal is not None
    assert refusal.code == "asked-already"
    assert "D1" in refusal.message
    assert refusal.hint.endswith("`callboard readiness serve D1 m10/G2`.")


def test_a_checklist_of_another_code_body_is_another_return() -> None:
    """A code body that comes late has its checklist with no new build."""
    registry = Registry(an_ask(kind="checklist", which="bsc"))

    registry.must(1, c.AskReturns, asks=(an_ask(kind="checklist", which="dcusa"),))

    assert [each.which for each in registry.state.returns.values()] == ["bsc", "dcusa"]


def test_one_wrong_ask_refuses_all() -> None:
    """Nothing is half asked."""
    registry = Registry()

    code = registry.code(0, c.AskReturns, asks=(an_ask(), an_ask(party="dcc", signatories=())))

    assert code == "signatory-missing"
    assert not registry.state.returns


def test_problems_names_them_all() -> None:
    """Whoever imports a file sees everything that is wrong with it at once."""
    asks = (
        an_ask(return_id="X"),
        an_ask(party="dcc", return_id="x", title=" "),
        an_ask(party="north", gates=(Served(gate="G1"),), valid_for=0),
        an_ask(shown_by="recco"),
    )

    found = [(number, refusal.code) for number, refusal in problems(NOTHING_ASKED, asks)]

    assert found == [
        (1, "name-missing"),
        (1, "id-taken"),
        (2, "bad-validity"),
        (2, "bad-gate"),
        (3, "shown-by-itself"),
        (3, "asked-twice"),
    ]


@pytest.mark.parametrize("party", ["", "../up", "a b", "é", "x" * 65])
def test_ask_of_what_is_no_party_id_is_refused(party: str) -> None:
    """Ids have the form that a runbook's have."""
    assert Registry().code(0, c.AskReturns, asks=(an_ask(party=party),)) == "bad-id"


@pytest.mark.parametrize("title", ["bell \x07", "right to left \u202e", "\ud800"])
def test_control_characters_stay_out_of_nested_texts(title: str) -> None:
    """What is asked is shown on terminals for years."""
    assert Registry().code(0, c.AskReturns, asks=(an_ask(title=title),)) == "control-characters"


def test_serve_makes_one_return_count_at_another_gate() -> None:
    """One return may serve several gates."""
    registry = Registry(an_ask())
    registry.accepted()
    assert not registry["D1"].counts_at("m10/G2", at(5))

    registry.must(3, c.ServeGate, return_id="D1", gate="m10/G2")

    assert registry["D1"].counts_at("m10/G2", at(5))
    assert registry.code(4, c.ServeGate, return_id="D1", gate="m10/G2") == "serves-already"


def test_amend_changes_who_may_sign_and_by_when() -> None:
    """A director who left is replaced without asking again."""
    registry = Registry(an_ask(signatories=(DIRECTOR,)))

    registry.must(
        1,
        c.AmendAsk,
        return_id="D1",
        reason="Ann has left.",
        deadline=at(90),
        listed=(CHIEF,),
        struck=(Signatory(name="ann  EXAMPLE", office="director"),),
    )

    assert registry["D1"].signatories == (CHIEF,)
    assert registry["D1"].deadline == at(90)
    refusal = registry.submit(2)
    assert refusal is not None
    assert refusal.code == "not-a-signatory"


def test_amend_leaves_somebody_to_sign() -> None:
    """A return that nobody can sign would hold its gate for ever."""
    registry = Registry(an_ask(signatories=(DIRECTOR,)))

    code = registry.code(1, c.AmendAsk, return_id="D1", reason="Gone.", struck=(DIRECTOR,))

    assert code == "signatory-missing"
