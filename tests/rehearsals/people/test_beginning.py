"""Beginning a register from the web console: one command, no token, and only while it is empty."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core.command import Refusal
from rehearsals.journal.memory import MemoryJournal
from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.book import people_ledger
from rehearsals.people.decide import decide_people
from rehearsals.people.register import Register
from rehearsals.people.what_may import what_may
from rehearsals.testing import asked, at
from tests.rehearsals.people.making import a_register, organisations, somebody

_ROLES = ("administrator", "cutover_manager", "rehearsal_controller", "scribe", "decider")


def _begin(**changes: Any) -> a.BeginRegister:
    fields = {
        "actor": "ann",
        "organisation": "one",
        "organisation_name": "One Ltd",
        "parties": ("si", "sro"),
        "person": "ann",
        "name": "Ann Lee",
        "email": "ann@one.example",
        "roles": _ROLES,
        "password_hash": "$argon2id$x",
    }
    command: a.BeginRegister = asked(a.BeginRegister, **{**fields, **changes})
    return command


def _answer(register: Register, **changes: Any) -> Any:
    return decide_people(register, _begin(**changes), at(0))


def test_a_register_begins_with_one_command() -> None:
    """The organisation, its parties, somebody with roles and a password; or nothing of it."""
    kinds = [type(event).__name__ for event in _answer(Register())]

    assert kinds == [
        "OrganisationAdded",
        "OrganisationActsFor",
        "PersonAdded",
        *("RoleGranted" for _ in _ROLES),
        "PasswordSet",
    ]


def test_whoever_begins_can_sign_in_at_once() -> None:
    """No token is issued: the password is the way in."""
    ledger = people_ledger(MemoryJournal(), lambda: at(0))
    facts = ledger.submit(_begin())
    ledger.submit(
        asked(
            a.BeginSession,
            actor="ann",
            person="ann",
            session="aaaaaa",
            hash="0" * 64,
            expires_at=at(60),
            means="setup",
        )
    )
    register = ledger.state()

    assert len(register.sessions_of("ann", at(1))) == 1
    assert register.tokens == {}
    assert what_may(register, "ann", at(1)) == set(_ROLES)
    assert register.may_speak_for("ann", "sro", "decider", at(1))
    assert {fact.command for fact in facts} == {facts[0].command}


@pytest.mark.parametrize("actor", ["ann", "bob", "eve"])
def test_a_register_begins_once(actor: str) -> None:
    """Whoever comes second is told so, administrators and strangers alike."""
    begun = a_register(*organisations(), *somebody("ann", "administrator"), *somebody("bob"))
    answer = _answer(begun, actor=actor, person="zoe")

    assert isinstance(answer, Refusal)
    assert answer.code == "not-the-first"


def test_an_organisation_that_was_added_before_is_taken_as_it_is() -> None:
    """Whoever began with `organisation add` goes on in the browser."""
    events = _answer(a_register(*organisations()), organisation_name="One plc")

    assert events[0] == e.OrganisationChanged(organisation="one", name="One plc")
    assert all(not isinstance(event, e.OrganisationActsFor) for event in events)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"roles": ("viewer",)}, "first-administrator"),
        ({"roles": ()}, "first-administrator"),
        ({"parties": ()}, "done"),
        ({"email": None}, "done"),
        ({"password_hash": "four plain words here"}, "not-a-hash"),
        ({"person": "1 2"}, "bad-id"),
        ({"organisation": ""}, "bad-id"),
        ({"parties": ("si", "x y")}, "bad-id"),
        ({"name": " "}, "bad-name"),
        ({"name": "\x1b[2J"}, "control-characters"),
        ({"email": "no"}, "bad-email"),
    ],
)
def test_what_cannot_begin_is_refused(changes: dict[str, Any], code: str) -> None:
    """Nothing of it is taken then."""
    answer = _answer(Register(), **changes)

    assert (answer.code if isinstance(answer, Refusal) else "done") == code


def test_the_password_is_not_shown() -> None:
    """Not even its hash."""
    assert "argon2" not in repr(_begin())
