"""Ways in by the API: tokens, invitations, passwords, identities; none by a token alone."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.people.asked import AddPerson
from rehearsals.people.secrets import fits
from rehearsals.people.words import Scope
from tests.console.api.program import SURELY, Program, program
from tests.console.web.place import Place

_NEW = {"password": "five quite plain words here"}
#: What outlasts the token it is asked with: address, and body.
_WAYS_IN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/people/bob/tokens", {"scopes": ["act"], "expires_in": 60}),
    ("/people/bob/invitations", {}),
    ("/people/bob/password", _NEW),
    (
        "/people/commands/link-identity",
        {"person": "bob", "issuer": "https://id.example", "subject": "mallory"},
    ),
)


@pytest.mark.parametrize(("path", "body"), _WAYS_IN)
def test_a_token_alone_gives_nobody_a_way_in(place: Place, path: str, body: dict[str, Any]) -> None:
    """As on the pages: its holder shows who they are once more."""
    adm = _sure(place, "adm")
    before = place.house.register().people["bob"], len(place.house.register().tokens)

    without = adm.post(path, body)
    wrong = adm.post(path, body, headers={"Callboard-Password": "not this one"})
    after = place.house.register().people["bob"], len(place.house.register().tokens)
    right = adm.post(path, body, headers=SURELY)

    assert (without.status_code, without.json()["code"]) == (403, "password-needed")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong-password")
    assert after == before
    assert right.is_success, right.text


@pytest.mark.parametrize(("path", "body"), _WAYS_IN)
def test_guesses_of_the_password_are_paused(place: Place, path: str, body: dict[str, Any]) -> None:
    """Like those on the pages; then the right one is not looked at either."""
    adm = _sure(place, "adm")
    for _ in range(6):
        adm.post(path, body, headers={"Callboard-Password": "not this one"})

    assert adm.post(path, body, headers=SURELY).json()["code"] == "too-many-tries"


@pytest.mark.parametrize("person", ["robot", "vic"])
def test_who_has_no_password_gives_no_way_in(place: Place, person: str) -> None:
    """A service never has one; not even to itself is a token issued."""
    place.house.writer.people(
        AddPerson(
            id="robot", actor="adm", person="robot", name="Robot", organisation="one",
            kind="service",
        )
    )  # fmt: skip
    asking = program(place, person)

    answer = asking.post(
        f"/people/{person}/tokens", {"scopes": ["read"], "expires_in": 60}, headers=SURELY
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "no-password")


@pytest.mark.parametrize(
    ("own", "asked", "status"),
    [
        (("people",), ["read"], 403),
        (("people", "read"), ["read", "act"], 403),
        (("people", "read"), ["read"], 201),
    ],
)
def test_no_token_issues_one_that_opens_more(
    place: Place, own: tuple[Scope, ...], asked: list[str], status: int
) -> None:
    """What a lost token may do does not grow."""
    place.with_password("adm")
    adm = program(place, "adm", *own)

    answer = adm.post("/people/adm/tokens", {"scopes": asked, "expires_in": 60}, headers=SURELY)

    assert answer.status_code == status
    assert status != 403 or answer.json()["code"] == "token-scope"


@pytest.mark.parametrize("person", ["adm", "bob"])
def test_a_repeated_password_is_compared_under_the_pauses(place: Place, person: str) -> None:
    """The answer says whether a guess is right, so guesses are few."""
    adm = _sure(place, "adm")
    path = f"/people/{person}/password"
    adm.post(path, _NEW, key="one", headers=SURELY)
    surely = {"Callboard-Password": _NEW["password"]} if person == "adm" else SURELY

    same = adm.post(path, _NEW, key="one", headers=surely)
    codes = [
        adm.post(path, {"password": f"a guess, number {n}"}, key="one", headers=surely).json()[
            "code"
        ]
        for n in range(7)
    ]

    assert same.json()["repeated"] is True
    assert codes[0] == "key-reused"
    assert codes[-1] in {"too-many-tries", "too-soon"}
    assert fits(_NEW["password"], place.house.register().people[person].password)


def test_a_token_is_shown_once(place: Place) -> None:
    """Its secret is made here, works, and stands in no answer to a second try."""
    adm = _sure(place, "adm")
    body = {"scopes": ["read"], "expires_in": 3600, "label": "board"}

    first = adm.post("/people/vic/tokens", body, key="one", headers=SURELY)
    again = adm.post("/people/vic/tokens", body, key="one", headers=SURELY)

    assert first.status_code == 201
    vic = Program(place.browser(), first.json()["secret"])
    assert vic.get("/whoami").json()["token"]["label"] == "board"
    assert (again.status_code, again.json()["code"]) == (409, "shown-already")
    assert "secret" not in again.json()


def test_nobody_gets_a_token_for_somebody_else_or_for_more(place: Place) -> None:
    """A person's own token opens no register; an administrator's may."""
    ann = _sure(place, "ann")

    answers = [
        ann.post(path, body, headers=SURELY)
        for path, body in (
            ("/people/adm/tokens", {"scopes": ["read"], "expires_in": 60}),
            ("/people/ann/tokens", {"scopes": ["people"], "expires_in": 60}),
            ("/people/ann/invitations", {}),
            ("/people/ann/tokens", {"scopes": ["act"], "expires_in": 60}),
        )
    ]

    assert [one.status_code for one in answers] == [403, 403, 403, 201]


def test_a_password_is_changed_with_the_old_one(place: Place) -> None:
    """A token alone does not take over an account; and no answer repeats a password."""
    bob = _sure(place, "bob")
    new = {"password": "five quite plain words here"}

    without = bob.post("/people/bob/password", new)
    right = bob.post("/people/bob/password", new, headers=SURELY)

    assert (without.status_code, without.json()["code"]) == (403, "password-needed")
    assert right.status_code == 200
    assert "argon2" not in right.text
    assert new["password"] not in right.text


def _sure(place: Place, person: str) -> Program:
    """A program of somebody who has a password."""
    place.with_password(person)
    return program(place, person)
