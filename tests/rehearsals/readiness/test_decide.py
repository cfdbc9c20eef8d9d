"""Returns handed in, accepted, sent back, withdrawn, reconfirmed and shared."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.readiness import commands as c
from rehearsals.readiness.state import returns_visible_to
from rehearsals.readiness.words import Attachment, Served, Signatory, SupplierEvidence
from rehearsals.testing import at
from tests.rehearsals.readiness.register import DIRECTOR, Registry, an_ask

G1 = "m10/G1"


def test_return_goes_from_none_over_partial_and_submitted_to_accepted() -> None:
    """The four states of a return."""
    registry = Registry(an_ask())
    stages: list[str] = [registry["D1"].stage]
    registry.submit(1, complete=False)
    stages.append(registry["D1"].stage)
    registry.submit(2)
    stages.append(registry["D1"].stage)
    registry.must(3, c.AcceptReturn, return_id="D1", accepted_by="si")
    stages.append(registry["D1"].stage)

    assert stages == ["none", "partial", "submitted", "accepted"]


def test_accept_before_a_submission_is_refused() -> None:
    """Accepted after submission, never before."""
    registry = Registry(an_ask())

    assert registry.code(1, c.AcceptReturn, return_id="D1", accepted_by="si") == "not-submitted"
    registry.submit(2, complete=False)
    assert registry.code(3, c.AcceptReturn, return_id="D1", accepted_by="si") == "not-submitted"


def test_accept_by_the_party_itself_is_refused() -> None:
    """Nobody judges their own readiness."""
    registry = Registry(an_ask())
    registry.submit(1)

    assert registry.code(2, c.AcceptReturn, return_id="D1", accepted_by="recco") == "own-return"


@pytest.mark.parametrize(
    "signatory",
    [
        Signatory(name="Eve Stranger", office="Director"),
        Signatory(name="Ann Example", office="Secretary"),
    ],
)
def test_submit_by_whom_is_not_listed_is_refused(signatory: Signatory) -> None:
    """Name and office must both be listed."""
    refusal = Registry(an_ask()).submit(1, signatory=signatory)

    assert refusal is not None
    assert refusal.code == "not-a-signatory"
    assert "Ann Example, Director" in refusal.message


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"as_at": at(2)}, "as-at-ahead"),
        ({"statement": " "}, "statement-missing"),
        ({"submitted_by": "dcc"}, "not-its-return"),
        ({"valid_until": at(1)}, "expired"),
        ({"exceptions": ("",)}, "exception-empty"),
        ({"evidence": (SupplierEvidence(supplier="Sub", reference=""),)}, "name-missing"),
        ({"attachments": (Attachment(name="a", sha256="f00", size=1),)}, "bad-attachment"),
        ({"statement": "x" * 4001}, "text-too-long"),
        ({"exceptions": ("x",) * 101}, "too-many"),
        ({"return_id": "D9"}, "unknown-return"),
        ({"happened_at": at(2)}, "time-ahead"),
    ],
)
def test_submit_of_what_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    """Each part of a submission is looked at."""
    refusal = Registry(an_ask()).submit(1, **changes)

    assert refusal is not None
    assert refusal.code == code


def test_sent_back_return_is_partial_until_it_is_handed_in_again() -> None:
    """What was found wanting is not ready, and says why."""
    registry = Registry(an_ask())
    registry.accepted()

    registry.must(3, c.SendBackReturn, return_id="D1", sent_back_by="si", reason="No DIP test.")

    assert registry["D1"].standing(at(4)) == "partial"
    assert registry["D1"].sent_back is not None
    registry.submit(5)
    assert registry["D1"].sent_back is None


def test_withdrawn_return_does_not_count_until_accepted_anew() -> None:
    """Who no longer stands by it is not ready."""
    registry = Registry(an_ask())
    registry.accepted()
    assert registry["D1"].counts_at(G1, at(3))

    registry.must(4, c.WithdrawReturn, return_id="D1", withdrawn_by="recco", reason="A fault.")

    assert registry["D1"].standing(at(5)) == "withdrawn"
    assert not registry["D1"].counts_at(G1, at(5))
    registry.accepted()
    assert registry["D1"].counts_at(G1, at(6))


def test_accepted_return_expires_some_time_after_what_it_speaks_of() -> None:
    """Validity runs from the as-at time, not from the entry."""
    registry = Registry(an_ask(valid_for=3600))
    registry.accepted()

    assert registry["D1"].standing(at(59)) == "accepted"
    assert registry["D1"].standing(at(60)) == "expired"
    assert not registry["D1"].counts_at(G1, at(60))


def test_reconfirmation_renews_and_is_needed_where_asked() -> None:
    """A later gate counts the return only once its signatory said again that it holds."""
    later = Served(gate="m10/G8", reconfirm=True)
    registry = Registry(an_ask(gates=(Served(gate=G1), later), valid_for=3600))
    registry.accepted()
    assert registry["D1"].counts_at(G1, at(30))
    assert not registry["D1"].counts_at("m10/G8", at(30))

    registry.must(
        50,
        c.ReconfirmReturn,
        return_id="D1",
        gate="m10/G8",
        reconfirmed_by="recco",
        signatory=DIRECTOR,
        as_at=at(50),
    )

    assert registry["D1"].counts_at("m10/G8", at(100))
    assert not registry["D1"].counts_at("m10/G8", at(110))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"gate": "m10/G7"}, "serves-no-such-gate"),
        ({"as_at": at(-5)}, "as-at-before"),
        ({"as_at": at(5)}, "as-at-ahead"),
        ({"signatory": Signatory(name="Eve", office="Director")}, "not-a-signatory"),
        ({"reconfirmed_by": "si"}, "not-its-return"),
    ],
)
def test_reconfirm_what_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    """A reconfirmation is a listed signatory's word about this return at one of its gates."""
    registry = Registry(an_ask())
    registry.accepted()
    fields = {"gate": G1, "reconfirmed_by": "recco", "signatory": DIRECTOR, "as_at": at(3)}

    assert registry.code(4, c.ReconfirmReturn, return_id="D1", **{**fields, **changes}) == code


def test_reconfirm_before_acceptance_is_refused() -> None:
    """What is not accepted cannot still hold."""
    registry = Registry(an_ask())
    registry.submit(1)

    code = registry.code(
        2,
        c.ReconfirmReturn,
        return_id="D1",
        gate=G1,
        reconfirmed_by="recco",
        signatory=DIRECTOR,
        as_at=at(1),
    )

    assert code == "not-accepted"


def test_return_shown_by_a_body_counts_only_with_the_bodys_word() -> None:
    """The party's own word and the programme's nod are not the code body's assurance."""
    registry = Registry(an_ask(shown_by="bsc_pab"))
    registry.submit(1)

    assert not registry["D1"].counts_at(G1, at(2), accepted=False)
    assert registry.code(2, c.AcceptReturn, return_id="D1", accepted_by="si") == "not-the-body"
    registry.must(3, c.AcceptReturn, return_id="D1", accepted_by="bsc_pab")
    assert registry["D1"].counts_at(G1, at(4))


def test_body_that_hands_in_does_not_accept_too() -> None:
    """What the body shows itself, the programme accepts."""
    registry = Registry(an_ask(shown_by="bsc_pab"))
    registry.submit(1, submitted_by="bsc_pab")

    assert registry.code(2, c.AcceptReturn, return_id="D1", accepted_by="bsc_pab") == "own-return"
    registry.must(3, c.AcceptReturn, return_id="D1", accepted_by="si")
    assert registry["D1"].counts_at(G1, at(4))


def test_return_is_late_if_it_came_after_its_deadline_or_has_not_come() -> None:
    """A correction of what was in time is not late; what is withdrawn is owed again."""
    registry = Registry(an_ask(), an_ask(party="dcc"))
    registry.submit(30)
    registry.submit(61, "D2", submitted_by="dcc")

    assert not registry["D1"].late(at(90))
    assert registry["D2"].late(at(90))
    registry.submit(70)
    assert not registry["D1"].late(at(90))
    registry.must(80, c.WithdrawReturn, return_id="D1", withdrawn_by="recco", reason="A fault.")
    assert registry["D1"].late(at(90))


def test_readiness_is_private_until_the_party_shares_it() -> None:
    """The party and the programme see it, the body that shows it too, nobody else."""
    registry = Registry(an_ask(), an_ask(party="dcc", shown_by="bsc_pab"))

    def seen(*parties: str, programme: bool = False) -> list[str]:
        found = returns_visible_to(registry.state, parties, programme=programme)
        return [each.id for each in found]

    assert seen(programme=True) == ["D1", "D2"]
    assert seen("recco") == ["D1"]
    assert seen("bsc_pab") == ["D2"]
    assert seen("north") == []
    registry.must(1, c.ShareReadiness, party="recco", audience="everyone")
    assert seen("north") == ["D1"]
    registry.must(2, c.ShareReadiness, party="recco", audience="programme")
    assert seen("north") == []
