"""Whatever is asked about somebody who is signed in: nobody is who should not be."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rehearsals.core.command import Refusal
from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.apply import take
from rehearsals.people.decide import decide_people
from rehearsals.people.register import Register
from rehearsals.testing import asked, at
from tests.rehearsals.people.making import a_register, organisations, somebody

_HASH = "0" * 64
_SESSIONS = st.sampled_from(["aaaaaa", "bbbbbb", "cccccc", "dddddd"])
_LINKED = {"person": "bob", "issuer": "https://a.example", "subject": "1"}


def _said(kind: type[Any], **fields: Any) -> st.SearchStrategy[Any]:
    """A command about Bob, by Bob, by the administrator or by somebody else."""
    said = {
        "actor": st.sampled_from(["ann", "bob", "cid"]),
        "channel": st.sampled_from(["cli", "web", "web+sign-in"]),
        **{
            name: value if isinstance(value, st.SearchStrategy) else st.just(value)
            for name, value in fields.items()
        },
    }
    return st.builds(asked, st.just(kind), **said)


def _signs_in(means: Any) -> st.SearchStrategy[Any]:
    return _said(
        a.BeginSession,
        actor="bob",
        person=st.sampled_from(["bob", "bob", "cid"]),
        session=_SESSIONS,
        hash=_HASH,
        expires_at=st.integers(0, 40).map(at),
        means=means,
    )


_COMMANDS = st.one_of(
    _signs_in("password"),
    _signs_in("oidc"),
    _said(a.EndSession, session=_SESSIONS),
    _said(a.EndSessions, person="bob"),
    _said(
        a.SetPassword,
        person="bob",
        hash="$argon2id$y",
        keep_session=st.none() | _SESSIONS,
    ),
    _said(a.LinkIdentity, **_LINKED),
    _said(a.UnlinkIdentity, **_LINKED),
    _said(a.LinkIdentity, **{**_LINKED, "subject": "2"}),
    _said(a.LinkIdentity, **{**_LINKED, "person": "cid"}),
    _said(a.LeavePerson, person="bob", reason="x"),
    _said(a.LeaveOrganisation, organisation="two", reason="x"),
)
_PEOPLE = (
    *organisations(),
    *somebody("ann", "administrator"),
    *somebody("bob", "viewer", organisation="two"),
    *somebody("cid", "viewer"),
    e.PasswordSet(person="bob", hash="$argon2id$x"),
    e.IdentityLinked(**_LINKED),
    e.SessionBegun(session="aaaaaa", person="bob", hash=_HASH, expires_at=at(20), means="password"),
    e.SessionBegun(session="bbbbbb", person="bob", hash=_HASH, expires_at=at(20), means="oidc"),
)


@given(st.lists(_COMMANDS, max_size=12))
def test_whoever_is_signed_in_should_be(commands: list[a.PeopleCommand]) -> None:
    """And each session that is open no more, though it has not run out, was ended in words."""
    register = a_register(*_PEOPLE)
    for minute, command in enumerate(commands, 1):
        answer = decide_people(register, command, at(minute))
        if isinstance(answer, Refusal):
            continue
        after = register
        for event in answer:
            after = take(after, event, at(minute))
        _check_people(after, minute)
        _check_ends(register, after, answer, minute)
        _check_asked(register, after, command, minute)
        register = after


def _open(register: Register, minute: int) -> set[str]:
    return {one.id for one in register.sessions.values() if one.is_open(at(minute))}


def _check_people(register: Register, minute: int) -> None:
    """Who is signed in is there, and has the means by which they came; no identity is two's."""
    for name in _open(register, minute):
        session = register.sessions[name]
        person = register.person(session.person)
        assert person is not None
        assert person.identities if session.means == "oidc" else person.password
    linked = [identity for person in register.people.values() for identity in person.identities]
    assert len(linked) == len(set(linked))


def _check_ends(
    before: Register, after: Register, events: tuple[e.PeopleEvent, ...], minute: int
) -> None:
    ended = {event.session for event in events if isinstance(event, e.SessionEnded)}
    begun = {event.session for event in events if isinstance(event, e.SessionBegun)}
    assert _open(before, minute) - _open(after, minute) == ended
    assert _open(after, minute) - _open(before, minute) == begun


def _check_asked(before: Register, after: Register, command: a.PeopleCommand, minute: int) -> None:
    """Who did it might, and what should end has ended."""
    left = _open(after, minute)
    match command:
        case a.BeginSession():
            assert command.actor == command.person
        case a.LinkIdentity() if command.actor != "ann":
            assert command.actor == command.person
            assert command.channel.startswith("web")
            assert not before.people[command.person].identities
        case a.EndSession():
            assert command.actor in ("ann", before.sessions[command.session].person)
        case a.SetPassword() | a.EndSessions() | a.UnlinkIdentity():
            assert command.actor in ("ann", command.person)
        case _:
            assert command.actor == "ann"
    match command:
        case a.SetPassword(actor="bob", keep_session=kept):
            assert left <= {kept}
        case a.SetPassword() | a.EndSessions() | a.LeavePerson() | a.LeaveOrganisation():
            assert left == set()
        case a.UnlinkIdentity():
            assert all(after.sessions[name].means == "password" for name in left)
        case _:
            pass
