"""Keeping the register: who may, what is refused, and what a file taken in again adds."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core.command import Refusal
from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.apply import take
from rehearsals.people.decide import decide_people
from rehearsals.people.register import Register
from rehearsals.testing import asked, at
from tests.rehearsals.people.making import a_register, organisations, somebody

_ADMIN = (*organisations(), *somebody("ann", "administrator"))
_HASH = "0" * 64
_MINE = "mine12"


def _decided(register: Register, kind: type[Any], /, **fields: Any) -> Any:
    return decide_people(register, asked(kind, **fields), at(5))


def _code(register: Register, kind: type[Any], /, **fields: Any) -> str:
    answer = _decided(register, kind, **fields)
    return answer.code if isinstance(answer, Refusal) else "done"


def _token(**changes: Any) -> a.NewToken:
    return a.NewToken(
        **{
            "token": "abc123",
            "hash": _HASH,
            "scopes": ("read",),
            "expires_at": at(60),
            **changes,
        }
    )


def test_the_first_person_is_an_administrator_and_gets_a_token() -> None:
    """No default password, no default person: whoever begins gets a way in."""
    register = a_register(*organisations())
    first: dict[str, Any] = {"person": "ann", "name": "Ann", "organisation": "one"}
    admin = (a.Granted(role="administrator"),)

    assert _code(register, a.AddPerson, **first) == "first-administrator"
    events = _decided(register, a.AddPerson, roles=admin, first_token=_token(), **first)
    assert [type(event).__name__ for event in events] == [
        "PersonAdded",
        "RoleGranted",
        "TokenIssued",
    ]


def test_a_first_token_is_for_the_first_only() -> None:
    """Two who begin at once do not both become administrators."""
    answer = _code(
        a_register(*_ADMIN),
        a.AddPerson,
        person="bob",
        name="Bob",
        organisation="one",
        first_token=_token(),
    )
    assert answer == "not-the-first"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (a.AddOrganisation, {"organisation": "x", "name": "X"}),
        (a.AddPerson, {"person": "x", "name": "X", "organisation": "one"}),
        (a.GrantRole, {"person": "bob", "role": "administrator"}),
        (a.NameSubstitute, {"person": "ann", "substitute": "bob"}),
        (a.SetPassword, {"person": "ann", "hash": "$argon2id$x"}),
        (a.IssueToken, {"person": "ann", "token": _token()}),
        (a.IssueToken, {"person": "bob", "token": _token(scopes=("people",))}),
        (a.ImportPeople, {"wanted": a.Wanted(())}),
    ],
)
def test_only_administrators_change_the_register(kind: type[Any], fields: dict[str, Any]) -> None:
    """Somebody with any other role, or a stranger, does not."""
    register = a_register(*_ADMIN, *somebody("bob", "cutover_manager"))

    assert _code(register, kind, actor="bob", **fields) == "not-permitted"
    assert _code(register, kind, actor="eve", **fields) == "not-known"
    assert _code(register, kind, actor="ann", **fields) != "not-permitted"


def test_a_first_password_is_set_on_an_administrators_word() -> None:
    """By an administrator, or by an invitation of one that is still good."""
    invited = e.TokenIssued(
        token=_MINE, person="bob", hash=_HASH, scopes=("password",), expires_at=at(60)
    )
    register = a_register(*_ADMIN, *somebody("bob", "viewer"), *somebody("cid", "viewer"), invited)
    fields = {"hash": "$argon2id$x"}

    for person in ("bob", "cid"):
        by = {**fields, "person": person, "actor": person}
        assert _code(register, a.SetPassword, **by) == "invitation-needed"
        ends = "done" if person == "bob" else "invitation-needed"
        assert _code(register, a.SetPassword, **by, invitation=_MINE) == ends
        assert _code(register, a.SetPassword, **fields, person=person) == "done"
    used = take(register, e.PasswordSet(person="bob", hash="$argon2id$x"), at(1))
    assert used.tokens[_MINE].status(at(2)) == "revoked"


def test_a_persons_own_password_and_tokens_are_their_own_affair() -> None:
    """Setting the one, issuing and revoking the others; not somebody else's."""
    issued = e.TokenIssued(
        token=_MINE, person="bob", hash=_HASH, scopes=("read",), expires_at=at(60)
    )
    register = a_register(
        *_ADMIN,
        *somebody("bob", "viewer"),
        *somebody("cid", "viewer"),
        issued,
        e.PasswordSet(person="bob", hash="$argon2id$y"),
    )

    assert _code(register, a.SetPassword, actor="bob", person="bob", hash="$argon2id$x") == "done"
    assert _code(register, a.IssueToken, actor="bob", person="bob", token=_token()) == "done"
    assert _code(register, a.RevokeToken, actor="bob", token=_MINE) == "done"
    assert _code(register, a.RevokeToken, actor="cid", token=_MINE) == "not-permitted"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (a.RevokeRole, {"person": "ann", "role": "administrator"}),
        (a.LeavePerson, {"person": "ann", "reason": "x"}),
        (a.LeaveOrganisation, {"organisation": "one", "reason": "x"}),
    ],
)
def test_the_last_administrator_stays(kind: type[Any], fields: dict[str, Any]) -> None:
    """Or nobody could change the register any more."""
    register = a_register(*_ADMIN)
    two = a_register(*_ADMIN, *somebody("bob", "administrator", organisation="two"))

    assert _code(register, kind, **fields) == "last-administrator"
    assert _code(two, kind, **fields) == "done"


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        (a.AddOrganisation, {"organisation": "one", "name": "One Ltd"}, "nothing-new"),
        (a.ActFor, {"organisation": "one", "parties": ("si",)}, "nothing-new"),
        (a.GrantRole, {"person": "ann", "role": "administrator"}, "nothing-new"),
        (a.AddOrganisation, {"organisation": "1x", "name": "X"}, "bad-id"),
        (a.AddOrganisation, {"organisation": "x", "name": " "}, "bad-name"),
        (a.ActFor, {"organisation": "one"}, "nothing-to-act-for"),
        (a.ActFor, {"organisation": "one", "of": "one"}, "acts-for-itself"),
        (a.ActFor, {"organisation": "nine", "parties": ("si",)}, "unknown-organisation"),
        (
            a.ActFor,
            {"organisation": "one", "parties": ("x",), "starts_at": at(9), "ends_at": at(8)},
            "ends-before-it-begins",
        ),
        (a.EndActingFor, {"organisation": "one", "parties": ("north",)}, "not-acting-for"),
        (a.AddPerson, {"person": "ann", "name": "A", "organisation": "one"}, "person-known"),
        (a.AddPerson, {"person": "bo", "name": "B", "organisation": "x"}, "unknown-organisation"),
        (
            a.AddPerson,
            {"person": "bo", "name": "B", "organisation": "one", "email": "no"},
            "bad-email",
        ),
        (
            a.AddPerson,
            {"person": "bo", "name": "B", "organisation": "one", "phone": "call me"},
            "bad-phone",
        ),
        (a.GrantRole, {"person": "an", "role": "viewer"}, "unknown-person"),
        (a.GrantRole, {"person": "ann", "role": "viewer", "parties": ("si",)}, "not-by-party"),
        (
            a.GrantRole,
            {"person": "ann", "role": "decider", "parties": ("north",)},
            "not-acting-for",
        ),
        (a.GrantRole, {"person": "bot", "role": "decider"}, "not-for-a-service"),
        (a.SetPassword, {"person": "bot", "hash": "$argon2id$x"}, "not-for-a-service"),
        (a.SetPassword, {"person": "ann", "hash": "secret words"}, "not-a-hash"),
        (a.RevokeRole, {"person": "ann", "role": "viewer"}, "role-not-had"),
        (a.EndOffice, {"person": "ann", "scheme": "BSC", "office": "x"}, "office-not-held"),
        (a.NameSubstitute, {"person": "ann", "substitute": "ann"}, "stands-in-for-itself"),
        (a.NameSubstitute, {"person": "ann", "substitute": "bot"}, "not-for-a-service"),
        (
            a.NameSubstitute,
            {"person": "ann", "substitute": "zoe", "roles": ("decider",)},
            "role-not-had",
        ),
        (a.EndSubstitute, {"number": 1}, "no-such-substitution"),
        (a.IssueToken, {"person": "ann", "token": _token(expires_at=at(5))}, "bad-expiry"),
        (
            a.IssueToken,
            {"person": "ann", "token": _token(expires_at=at(60 * 24 * 400))},
            "bad-expiry",
        ),
        (a.IssueToken, {"person": "ann", "token": _token(hash="plain")}, "not-a-hash"),
        (a.IssueToken, {"person": "ann", "token": _token(scopes=())}, "no-scope"),
        (a.RevokeToken, {"token": "nope"}, "no-such-token"),
        (a.LeavePerson, {"person": "zoe", "reason": "\x1b[2J"}, "control-characters"),
        (
            a.LeavePerson,
            {"person": "zoe", "reason": "x", "happened_at": at(1)},
            "late-not-possible",
        ),
    ],
)
def test_what_cannot_be_is_refused(kind: type[Any], fields: dict[str, Any], code: str) -> None:
    """With a stable code, why, and what to do next."""
    bot = e.PersonAdded(person="bot", name="Bot", organisation="one", kind="service")
    answer = _decided(a_register(*_ADMIN, *somebody("zoe"), bot), kind, **fields)

    assert isinstance(answer, Refusal)
    assert answer.code == code
    assert answer.message.endswith(".")
    assert answer.hint


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("mpid", "AB12", "done"),
        ("mpid", "ab12", "bad-identifier"),
        ("mpid", "ABCDE", "bad-identifier"),
        ("mpid", "TAKE", "identifier-taken"),
        ("dip_id", "1234567890", "done"),
        ("dip_id", "12x4", "bad-identifier"),
    ],
)
def test_identifiers_have_their_form_and_one_owner(kind: str, value: str, code: str) -> None:
    """An MPID is four upper-case letters or digits; one belongs to one organisation."""
    taken = e.IdentifierAssigned(
        organisation="two", kind="mpid", value="TAKE", market_role="supplier"
    )
    register = a_register(*_ADMIN, taken)
    fields = {"organisation": "one", "market_role": "ldso", "kind": kind, "value": value}

    assert _code(register, a.AssignIdentifier, **fields) == code


def test_an_id_of_somebody_gone_is_not_used_again() -> None:
    """Or the journal's old entries would seem to be somebody else's."""
    register = a_register(*_ADMIN, *somebody("bob"), e.PersonLeft(person="bob", reason="x"))
    answer = _decided(register, a.AddPerson, person="bob", name="Bob Two", organisation="one")

    assert isinstance(answer, Refusal)
    assert "an id is not used again" in answer.message


def test_a_file_adds_what_is_new_and_changes_what_is_different() -> None:
    """Taken in twice it adds nothing; nothing in the register goes away by it."""
    register = a_register(*_ADMIN, *somebody("zoe", "viewer"))
    wanted = (
        e.OrganisationAdded(organisation="one", name="One plc"),
        e.OrganisationActsFor(organisation="one", parties=("si", "dcc")),
        e.PersonAdded(person="ann", name="Ann", organisation="one", email="a@b.example"),
        e.RoleGranted(person="ann", role="decider", parties=("si",)),
        e.OfficeGranted(person="ann", scheme="BSC", office="director"),
        e.SubstituteNamed(number=0, person="ann", substitute="zoe", ends_at=at(60)),
    )
    events = _decided(register, a.ImportPeople, wanted=a.Wanted(wanted))
    assert [type(event).__name__ for event in events] == [
        "OrganisationChanged",
        "OrganisationActsFor",
        "PersonChanged",
        "RoleGranted",
        "OfficeGranted",
        "SubstituteNamed",
    ]
    assert events[1].parties == ("dcc",)
    assert events[5].number == 1

    for event in events:
        register = take(register, event, at(5))
    assert _decided(register, a.ImportPeople, wanted=a.Wanted(wanted)) == ()


def test_a_file_is_taken_in_whole_or_not_at_all() -> None:
    """One wrong event, and none is taken."""
    wanted = (
        e.PersonAdded(person="bob", name="Bob", organisation="one"),
        e.PersonAdded(person="cid", name="Cid", organisation="nine"),
    )
    assert _code(a_register(*_ADMIN), a.ImportPeople, wanted=a.Wanted(wanted)) == (
        "unknown-organisation"
    )
