"""Signing in and out: who may, how long it holds, and what ends it."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core.command import Refusal
from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.amounting_to_ways_in import MOST_SESSIONS
from rehearsals.people.apply import take
from rehearsals.people.decide import decide_people
from rehearsals.people.register import Register
from rehearsals.people.secrets import mint_session, mint_token, session_holder, token_holder
from rehearsals.testing import asked, at
from tests.rehearsals.people.making import a_register, organisations, somebody

_HASH = "0" * 64
_PASSWORD = "$argon2id$x"  # noqa: S105 - of a test
#: Minutes of the longest session.
_LONGEST = 16 * 60
_PEOPLE = (
    *organisations(),
    *somebody("ann", "administrator"),
    *somebody("bob", "viewer", organisation="two"),
    *somebody("cid", "viewer"),
    e.PersonAdded(person="bot", name="Bot", organisation="one", kind="service"),
    *(e.PasswordSet(person=one, hash=_PASSWORD) for one in ("ann", "bob")),
)
MINTED = mint_session()


def _session(name: str, person: str = "bob", **changes: Any) -> e.SessionBegun:
    fields = {"hash": _HASH, "expires_at": at(60), "means": "password", **changes}
    return e.SessionBegun(session=name, person=person, **fields)


def _decided(register: Register, kind: type[Any], /, minute: int = 5, **fields: Any) -> Any:
    return decide_people(register, asked(kind, **fields), at(minute))


def _code(register: Register, kind: type[Any], /, minute: int = 5, **fields: Any) -> str:
    answer = _decided(register, kind, minute, **fields)
    return answer.code if isinstance(answer, Refusal) else "done"


def _ended(register: Register, kind: type[Any], /, **fields: Any) -> set[str]:
    """The sessions that a command ends."""
    answer = _decided(register, kind, **fields)
    assert not isinstance(answer, Refusal), answer
    return {event.session for event in answer if isinstance(event, e.SessionEnded)}


def _begin(**changes: Any) -> dict[str, Any]:
    return {
        "actor": "bob",
        "person": "bob",
        "session": "aaaaaa",
        "hash": _HASH,
        "expires_at": at(60),
        "means": "password",
        **changes,
    }


def test_who_signs_in_stands_in_the_register_and_the_journal() -> None:
    """By what, since when and until when."""
    register = a_register(*_PEOPLE)
    (event,) = _decided(register, a.BeginSession, **_begin())
    (session,) = take(register, event, at(5)).sessions_of("bob", at(6))

    assert event == _session("aaaaaa")
    assert (session.means, session.begun_at, session.expires_at) == ("password", at(5), at(60))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "done"),
        ({"actor": "ann"}, "not-permitted"),
        ({"actor": "eve"}, "not-known"),
        ({"on_behalf_of": "cid"}, "not-permitted"),
        ({"person": "cid", "actor": "cid"}, "no-password"),
        ({"person": "cid", "actor": "cid", "means": "setup"}, "no-password"),
        ({"means": "oidc"}, "no-identity"),
        ({"person": "bot", "actor": "bot"}, "not-for-a-service"),
        ({"session": "taken1"}, "session-taken"),
        ({"session": "A b"}, "session-taken"),
        ({"hash": "plain"}, "not-a-hash"),
        ({"expires_at": at(5)}, "bad-expiry"),
        ({"expires_at": at(5 + _LONGEST)}, "done"),
        ({"expires_at": at(6 + _LONGEST)}, "bad-expiry"),
        ({"happened_at": at(1)}, "late-not-possible"),
    ],
)
def test_people_sign_in_as_themselves_by_what_they_have(changes: dict[str, Any], code: str) -> None:
    """Not as somebody else, not for longer than a night's shift, and no machine."""
    register = a_register(*_PEOPLE, _session("taken1", "ann"))

    assert _code(register, a.BeginSession, **_begin(**changes)) == code


def test_who_has_left_does_not_sign_in() -> None:
    """Nor does anybody of an organisation that has."""
    gone = a_register(*_PEOPLE, e.PersonLeft(person="bob", reason="x"))
    without = a_register(*_PEOPLE, e.OrganisationLeft(organisation="two", reason="x"))

    assert _code(gone, a.BeginSession, **_begin()) == "not-known"
    assert _code(without, a.BeginSession, **_begin()) == "not-known"


def test_a_browser_is_signed_in_by_what_it_holds_until_the_session_runs_out() -> None:
    """To the minute; nothing else opens it, and no repr shows the hash."""
    register = a_register(*_PEOPLE, _session(MINTED.id, hash=MINTED.hash))

    def code(secret: str, minute: int = 5, of: Register = register) -> str:
        answer = session_holder(of, secret, at(minute))
        return answer.code if isinstance(answer, Refusal) else answer[0].id

    assert code(MINTED.secret, 59) == "bob"
    assert code(MINTED.secret, 60) == "session-expired"
    for wrong in ("", MINTED.id, MINTED.hash, MINTED.secret[:-1], mint_session().secret, "\udce9"):
        assert code(wrong) == "unknown-session"
    ended = take(register, e.SessionEnded(session=MINTED.id, person="bob"), at(6))
    assert code(MINTED.secret, of=ended) == "unknown-session"
    gone = take(register, e.PersonLeft(person="bob", reason="x"), at(6))
    assert code(MINTED.secret, of=gone) == "person-left"
    assert MINTED.hash not in repr(register)
    assert MINTED.secret not in repr(MINTED)


def test_a_session_is_no_token_and_a_token_no_session() -> None:
    """Though both have the same hash in the register, under the same id."""
    token = mint_token()
    issued = e.TokenIssued(
        token=token.id, person="bob", hash=token.hash, scopes=("read",), expires_at=at(60)
    )
    of_token = a_register(*_PEOPLE, issued, _session(token.id, hash=token.hash))
    stolen = e.TokenIssued(
        token=MINTED.id, person="bob", hash=MINTED.hash, scopes=("read",), expires_at=at(60)
    )
    of_session = a_register(*_PEOPLE, stolen, _session(MINTED.id, hash=MINTED.hash))

    assert isinstance(session_holder(of_token, token.secret, at(5)), Refusal)
    assert not isinstance(token_holder(of_token, token.secret, "read", at(5)), Refusal)
    assert isinstance(token_holder(of_session, MINTED.secret, "read", at(5)), Refusal)
    assert not isinstance(session_holder(of_session, MINTED.secret, at(5)), Refusal)


def _signed_in() -> Register:
    """Ann once, Bob twice; another session of Bob's has run out."""
    sessions = (_session("bob111"), _session("bob222"), _session("ann111", "ann"))
    return a_register(*_PEOPLE, *sessions, _session("old111", expires_at=at(4)))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"actor": "bob", "session": "bob111"}, "done"),
        ({"actor": "ann", "session": "bob111"}, "done"),
        ({"actor": "cid", "session": "bob111"}, "not-permitted"),
        ({"actor": "bob", "session": "ann111"}, "not-permitted"),
        ({"actor": "bob", "session": "old111"}, "no-such-session"),
        ({"actor": "bob", "session": "nobody"}, "no-such-session"),
    ],
)
def test_a_session_is_ended_by_its_person_or_an_administrator(
    fields: dict[str, Any], code: str
) -> None:
    """And by nobody else; twice is once."""
    assert _code(_signed_in(), a.EndSession, **fields) == code


def test_signing_out_everywhere_ends_every_session_of_somebody() -> None:
    """By the person, or by an administrator; not what has run out, and nobody else's."""
    register = _signed_in()

    assert _ended(register, a.EndSessions, actor="bob", person="bob") == {"bob111", "bob222"}
    assert _ended(register, a.EndSessions, actor="ann", person="bob") == {"bob111", "bob222"}
    assert _code(register, a.EndSessions, actor="cid", person="bob") == "not-permitted"
    assert _code(register, a.EndSessions, actor="ann", person="cid") == "not-signed-in"
    assert _code(register, a.EndSessions, actor="ann", person="nobody") == "unknown-person"


def test_a_new_password_ends_all_sessions_but_the_one_it_was_set_in() -> None:
    """Whoever knew the old one is out; an administrator who sets it keeps none alive."""
    register = _signed_in()
    new = {"person": "bob", "hash": "$argon2id$y"}

    def ended(**fields: Any) -> set[str]:
        return _ended(register, a.SetPassword, **new, **fields)

    assert ended(actor="bob", keep_session="bob111") == {"bob222"}
    assert ended(actor="bob") == {"bob111", "bob222"}
    assert ended(actor="bob", keep_session="ann111") == {"bob111", "bob222"}
    assert ended(actor="ann", keep_session="bob111") == {"bob111", "bob222"}


def test_who_leaves_is_signed_out() -> None:
    """With the person, or with the organisation; the journal names each session."""
    register = _signed_in()

    left = _ended(register, a.LeavePerson, actor="ann", person="bob", reason="x")
    organisation_left = _ended(
        register, a.LeaveOrganisation, actor="ann", organisation="two", reason="x"
    )
    assert left == organisation_left == {"bob111", "bob222"}


def test_the_register_does_not_keep_what_has_ended() -> None:
    """What was ended goes at once, what has run out when somebody signs in."""
    register = take(_signed_in(), e.SessionEnded(session="bob111", person="bob"), at(5))
    assert set(register.sessions) == {"bob222", "ann111", "old111"}

    register = take(register, _session("new111"), at(6))
    assert set(register.sessions) == {"bob222", "ann111", "new111"}


def test_nobody_is_signed_in_without_bound() -> None:
    """One time too many, and the oldest session ends."""
    many = [_session(f"many{number:03}") for number in range(MOST_SESSIONS)]
    register = a_register(*_PEOPLE, *many)

    assert _ended(a_register(*_PEOPLE, *many[1:]), a.BeginSession, **_begin()) == set()
    assert _ended(register, a.BeginSession, **_begin()) == {"many000"}


def test_sessions_are_random_and_kept_as_hashes() -> None:
    """256 bits each, and a kind of their own."""
    sessions = [mint_session() for _ in range(50)]

    assert len({one.secret for one in sessions}) == len({one.id for one in sessions}) == 50
    assert all(len(one.secret.split("_", 2)[2]) >= 43 for one in sessions)
    assert all(one.secret.startswith("callboard-session_") for one in sessions)
    command = asked(a.BeginSession, **_begin(hash=MINTED.hash))
    assert MINTED.hash not in repr(command)
