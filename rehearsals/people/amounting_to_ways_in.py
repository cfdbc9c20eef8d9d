"""The events that commands on ways in amount to; what ends with them is said in so many words.

A password that is set, an identity that is taken away and somebody who leaves all end sessions: the
journal names each, so that who was signed in when can be read there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import assert_never

from rehearsals.core.command import Command
from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.register import Register, Session

WayIn = a.SetPassword | a.TokenCommand | a.SessionCommand | a.IdentityCommand

#: Sessions of one person at a time; with one more the oldest ends.
MOST_SESSIONS = 100


def begun(command: a.BeginRegister) -> list[e.PeopleEvent]:
    """An organisation, its parties, its first person, what they may do and their password."""
    organisation, person = command.organisation, command.person
    acts = e.OrganisationActsFor(organisation=organisation, parties=command.parties)
    return [
        e.OrganisationAdded(organisation=organisation, name=command.organisation_name),
        *((acts,) if command.parties else ()),
        e.PersonAdded(
            person=person, name=command.name, organisation=organisation, email=command.email
        ),
        *(e.RoleGranted(person=person, role=role) for role in command.roles),
        e.PasswordSet(person=person, hash=command.password_hash),
    ]


def _of_token(command: a.IssueToken | a.RevokeToken) -> e.TokenEvent:
    if isinstance(command, a.IssueToken):
        return issued(command.person, command.token, _by(command, command.person))
    return e.TokenRevoked(token=command.token, reason=command.reason)


def issued(person: str, token: a.NewToken, by: str | None = None) -> e.TokenIssued:
    """A token for somebody; `by` is the administrator who issues it."""
    return e.TokenIssued(
        token=token.token,
        person=person,
        hash=token.hash,
        scopes=token.scopes,
        expires_at=token.expires_at,
        label=token.label,
        by=by,
    )


def of_way_in(register: Register, command: WayIn, now: datetime) -> Sequence[e.PeopleEvent]:
    """What a command on passwords, tokens, sessions or identities amounts to."""
    match command:
        case a.IssueToken() | a.RevokeToken():
            return (_of_token(command),)
        case a.BeginSession() | a.EndSession() | a.EndSessions():
            return _of_session(register, command, now)
        case a.SetPassword():
            by = _by(command, command.person)
            # Only whoever sets their own password says in which session it is done.
            kept = command.keep_session if by is None else None
            theirs = register.sessions_of(command.person, now)
            event = e.PasswordSet(person=command.person, hash=command.hash, by=by)
            others = [one for one in theirs if one.id != kept]
            return (event, *_ended(others, "the password was set"))
        case a.LinkIdentity() | a.UnlinkIdentity():
            return _of_identity(register, command, now)
        case _:
            assert_never(command)


def _of_session(
    register: Register, command: a.SessionCommand, now: datetime
) -> Sequence[e.PeopleEvent]:
    match command:
        case a.BeginSession():
            open_ones = register.sessions_of(command.person, now)
            oldest = open_ones[: max(0, len(open_ones) + 1 - MOST_SESSIONS)]
            session = e.SessionBegun(
                session=command.session,
                person=command.person,
                hash=command.hash,
                expires_at=command.expires_at,
                means=command.means,
            )
            return (*_ended(oldest, "signed in too often at once"), session)
        case a.EndSession():
            found = register.sessions.get(command.session)
            person = found.person if found else ""
            return (e.SessionEnded(session=command.session, person=person, reason=command.reason),)
        case a.EndSessions():
            return tuple(_ended(register.sessions_of(command.person, now), command.reason))
        case _:
            assert_never(command)


def _of_identity(
    register: Register, command: a.IdentityCommand, now: datetime
) -> Sequence[e.PeopleEvent]:
    person, issuer, subject = command.person, command.issuer, command.subject
    if isinstance(command, a.LinkIdentity):
        by = _by(command, person)
        return (e.IdentityLinked(person=person, issuer=issuer, subject=subject, by=by),)
    gone = e.IdentityUnlinked(person=person, issuer=issuer, subject=subject, reason=command.reason)
    by_it = [one for one in register.sessions_of(person, now) if one.means == "oidc"]
    return (gone, *_ended(by_it, "the identity was taken away"))


def _by(command: Command, person: str) -> str | None:
    """The administrator who gives a command about somebody else."""
    return None if command.actor == person else command.actor


def of_those_who_left(
    register: Register, command: a.LeavePerson | a.LeaveOrganisation, now: datetime
) -> Iterator[e.SessionEnded]:
    """The sessions that end because somebody, or somebody's organisation, leaves."""
    for one in register.people.values():
        if isinstance(command, a.LeavePerson):
            leaves = one.id == command.person
        else:
            leaves = one.organisation == command.organisation
        if leaves:
            yield from _ended(register.sessions_of(one.id, now), "has left")


def _ended(sessions: Sequence[Session], reason: str) -> Iterator[e.SessionEnded]:
    for one in sessions:
        yield e.SessionEnded(session=one.id, person=one.person, reason=reason)
