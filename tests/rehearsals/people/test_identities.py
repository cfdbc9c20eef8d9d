"""Who somebody is at an identity provider: linked once, to one person, and by whom."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core.command import Refusal
from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.decide import decide_people
from rehearsals.people.register import Register
from rehearsals.testing import asked, at
from tests.rehearsals.people.making import a_register, organisations, somebody

_ISSUER, _OTHER = "https://login.example.org", "https://id.example.net/realm"


def _linked(person: str, subject: str, issuer: str = _ISSUER) -> e.IdentityLinked:
    return e.IdentityLinked(person=person, issuer=issuer, subject=subject)


def _person(person: str, email: str | None, **changes: Any) -> e.PersonAdded:
    fields = {"name": person.title(), "organisation": "one", **changes}
    return e.PersonAdded(person=person, email=email, **fields)


_PEOPLE = (
    *organisations(),
    *somebody("ann", "administrator"),
    _person("bob", "Bob@One.example"),
    _person("cid", "shared@one.example"),
    _person("dee", "SHARED@one.example"),
    _person("bot", "bot@one.example", kind="service"),
    _person("eli", None),
    _linked("cid", "cid-at-idp"),
)


def _answer(kind: type[Any], *more: e.PeopleEvent, **fields: Any) -> Any:
    return decide_people(a_register(*_PEOPLE, *more), asked(kind, **fields), at(5))


def _link(*more: e.PeopleEvent, **changes: Any) -> Any:
    fields = {"actor": "bob", "channel": "web", "person": "bob"}
    return _answer(
        a.LinkIdentity, *more, **{**fields, "issuer": _ISSUER, "subject": "b1", **changes}
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "done"),
        ({"channel": "web+sign-in"}, "done"),
        ({"channel": "cli"}, "not-permitted"),
        ({"person": "eli"}, "not-permitted"),
        ({"actor": "ann", "channel": "cli"}, "done"),
        ({"actor": "ann", "person": "bot"}, "not-for-a-service"),
        ({"actor": "ann", "person": "zoe"}, "unknown-person"),
        ({"actor": "cid", "person": "cid"}, "not-permitted"),
        ({"actor": "cid", "person": "cid", "issuer": _OTHER}, "done"),
        ({"actor": "ann", "person": "cid"}, "done"),
        ({"subject": "cid-at-idp"}, "identity-taken"),
        ({"subject": "cid-at-idp", "issuer": _OTHER}, "done"),
        ({"subject": " "}, "bad-subject"),
        ({"subject": "x" * 256}, "bad-subject"),
        ({"issuer": "login.example.org"}, "bad-issuer"),
        ({"issuer": "javascript:alert(1)"}, "bad-issuer"),
        ({"issuer": f"https://{'x' * 500}"}, "bad-issuer"),
        ({"subject": "\x1b[2J"}, "control-characters"),
    ],
)
def test_an_identity_is_linked_by_its_person_once_or_by_an_administrator(
    changes: dict[str, Any], code: str
) -> None:
    """By one's own first sign-in there; a second id at the same provider takes an administrator."""
    answer = _link(**changes)

    assert (answer.code if isinstance(answer, Refusal) else "done") == code


def test_the_journal_says_when_an_administrator_linked_it() -> None:
    """Who links it to an id of their own signs in as somebody else, and that must be seen."""
    assert _link()[0].by is None
    assert _link(actor="ann")[0].by == "ann"


def test_an_identity_stands_for_one_person() -> None:
    """Of that provider alone; for nobody once the person has left, nor for anybody else then."""
    register = a_register(*_PEOPLE)
    gone = e.PersonLeft(person="cid", reason="x")

    found = register.person_of_identity(_ISSUER, "cid-at-idp")
    assert found is not None
    assert found.id == "cid"
    assert register.person_of_identity(_OTHER, "cid-at-idp") is None
    assert a_register(*_PEOPLE, gone).person_of_identity(_ISSUER, "cid-at-idp") is None
    assert _link(gone, subject="cid-at-idp").code == "identity-taken"


@pytest.mark.parametrize(
    ("email", "person"),
    [
        ("bob@one.example", "bob"),
        (" BOB@ONE.EXAMPLE ", "bob"),
        ("shared@one.example", None),
        ("bot@one.example", None),
        ("nobody@one.example", None),
        ("", None),
    ],
)
def test_an_address_stands_for_the_one_who_has_it(email: str, person: str | None) -> None:
    """In any case; for nobody if two have it, and never for a machine or somebody without any."""
    found = a_register(*_PEOPLE).person_of_email(email)

    assert (found.id if found else None) == person


def test_an_address_of_somebody_who_left_is_the_other_ones() -> None:
    """The same mailbox under a new id."""
    register = a_register(*_PEOPLE, e.PersonLeft(person="cid", reason="x"))
    found = register.person_of_email("shared@one.example")

    assert found is not None
    assert found.id == "dee"


def test_taking_an_identity_away_signs_out_whoever_came_by_it() -> None:
    """Sessions by password go on; and another may have the identity then."""
    sessions = tuple(
        e.SessionBegun(
            session=f"{means}1", person="cid", hash="0" * 64, expires_at=at(60), means=means
        )
        for means in ("oidc", "password")
    )
    fields = {"person": "cid", "issuer": _ISSUER, "subject": "cid-at-idp"}
    gone, ended = _answer(a.UnlinkIdentity, *sessions, actor="cid", **fields)

    assert isinstance(gone, e.IdentityUnlinked)
    assert ended.session == "oidc1"
    assert isinstance(_link(gone, subject="cid-at-idp")[0], e.IdentityLinked)
    assert _answer(a.UnlinkIdentity, actor="bob", **fields).code == "not-permitted"
    assert _answer(a.UnlinkIdentity, gone, actor="ann", **fields).code == "no-such-identity"


def test_who_is_known_by_a_provider_signs_in_without_a_password() -> None:
    """That is what it is for."""
    fields = {"session": "aaaaaa", "hash": "0" * 64, "expires_at": at(60)}
    (begun,) = _answer(a.BeginSession, actor="cid", person="cid", means="oidc", **fields)

    assert begun.means == "oidc"
    assert Register().person_of_identity(_ISSUER, "x") is None
