"""`decide_people(register, command, now)`: the events a command amounts to, or why it is refused.

A command becomes the events it wants; each is checked against the register as the ones before it
have left it. So a file of a hundred people is taken as a whole, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import assert_never

from rehearsals.core import commands as c
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import check_words, refuse
from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.apply import take
from rehearsals.people.checks import check_event
from rehearsals.people.keeping import check_administrators, may_keep
from rehearsals.people.merging import still_wanted
from rehearsals.people.register import Register

#: What of these holds already is not said again.
_MERGED = (
    a.ImportPeople,
    a.AddOrganisation,
    a.ActFor,
    a.AssignIdentifier,
    a.GrantRole,
    a.GrantOffice,
)


def decide_people(
    register: Register, command: a.PeopleCommand, now: datetime
) -> tuple[e.PeopleEvent, ...] | Refusal:
    """The events, none if a file says nothing new; or a refusal. `now` is aware."""
    if command.happened_at is not None:
        return refuse("late-not-possible", "The register is kept as of now.", "Leave out --at.")
    if refusal := _check_texts(command) or may_keep(register, command, now):
        return refusal
    if refusal := _check_beginning(register, command):
        return refusal
    decided = _checked(register, command, now)
    if isinstance(decided, Refusal):
        return decided
    events, after = decided
    return check_administrators(register, after, now) or events


def _check_texts(command: a.PeopleCommand) -> Refusal | None:
    """No text drives a terminal or is endless; a file's are looked at one by one."""
    if not isinstance(command, a.ImportPeople):
        return check_words(command)
    texts = (getattr(event, field.name) for event in command.wanted for field in fields(event))
    notes = (c.AddNote(id="", actor="", text=text) for text in texts if isinstance(text, str))
    return next((refusal for note in notes if (refusal := check_words(note))), None)


def _checked(
    register: Register, command: a.PeopleCommand, now: datetime
) -> tuple[tuple[e.PeopleEvent, ...], Register] | Refusal:
    """The events, and the register after them; or the first refusal."""
    events: list[e.PeopleEvent] = []
    after = register
    wanted = _wanted(register, command)
    merging = isinstance(command, _MERGED)
    for each in wanted:
        event = still_wanted(after, each) if merging else each
        if event is None:
            continue
        if refusal := check_event(after, event, now):
            return refusal
        after = take(after, event, now)
        events.append(event)
    if not events and not isinstance(command, a.ImportPeople):
        return refuse(
            "nothing-new", "That is so already.", "See `callboard user list`; nothing was changed."
        )
    return tuple(events), after


def _check_beginning(register: Register, command: a.PeopleCommand) -> Refusal | None:
    if not isinstance(command, a.AddPerson | a.ImportPeople):
        return None
    if command.first_token is None or register.is_empty:
        return None
    return refuse(
        "not-the-first",
        "Somebody has begun the register of people meanwhile.",
        "Ask an administrator for a token: `callboard token issue`.",
    )


def _wanted(register: Register, command: a.PeopleCommand) -> Sequence[e.PeopleEvent]:
    """The events that a command wants, unchecked."""
    match command:
        case a.AddPerson():
            return _added(command)
        case a.ImportPeople():
            return _imported(command)
        case (
            a.AddOrganisation()
            | a.LeaveOrganisation()
            | a.ActFor()
            | a.EndActingFor()
            | a.AssignIdentifier()
        ):
            return (_of_organisation(command),)
        case a.ChangePerson():
            return (_changed(register, command),)
        case a.NameSubstitute() | a.EndSubstitute():
            return (_of_substitute(register, command),)
        case a.IssueToken() | a.RevokeToken():
            return (_of_token(command),)
        case _:
            return (_of_person(command),)


def _of_organisation(
    command: a.AddOrganisation
    | a.LeaveOrganisation
    | a.ActFor
    | a.EndActingFor
    | a.AssignIdentifier,
) -> e.OrganisationEvent:
    name = command.organisation
    match command:
        case a.AddOrganisation():
            return e.OrganisationAdded(organisation=name, name=command.name)
        case a.LeaveOrganisation():
            return e.OrganisationLeft(organisation=name, reason=command.reason)
        case a.ActFor():
            return e.OrganisationActsFor(
                organisation=name,
                parties=command.parties,
                of=command.of,
                market_role=command.market_role,
                starts_at=command.starts_at,
                ends_at=command.ends_at,
            )
        case a.EndActingFor():
            return e.OrganisationActsForEnded(
                organisation=name, parties=command.parties, of=command.of
            )
        case a.AssignIdentifier():
            return e.IdentifierAssigned(
                organisation=name,
                kind=command.kind,
                value=command.value,
                market_role=command.market_role,
            )
        case _:
            assert_never(command)


def _added(command: a.AddPerson) -> list[e.PeopleEvent]:
    person = command.person
    added = e.PersonAdded(
        person=person,
        name=command.name,
        organisation=command.organisation,
        kind=command.kind,
        email=command.email,
        phone=command.phone,
    )
    roles = [e.RoleGranted(person=person, role=r.role, parties=r.parties) for r in command.roles]
    token = [_issued(person, command.first_token)] if command.first_token else []
    return [added, *roles, *token]


def _imported(command: a.ImportPeople) -> list[e.PeopleEvent]:
    first = next(
        (
            event.person
            for event in command.wanted
            if isinstance(event, e.RoleGranted) and event.role == "administrator"
        ),
        None,
    )
    token = [_issued(first, command.first_token)] if first and command.first_token else []
    return [*command.wanted, *token]


def _issued(person: str, token: a.NewToken, by: str | None = None) -> e.TokenIssued:
    return e.TokenIssued(
        token=token.token,
        person=person,
        hash=token.hash,
        scopes=token.scopes,
        expires_at=token.expires_at,
        label=token.label,
        by=by,
    )


def _changed(register: Register, command: a.ChangePerson) -> e.PersonChanged:
    found = register.people.get(command.person)
    return e.PersonChanged(
        person=command.person,
        name=command.name or (found.name if found else ""),
        email=command.email or (found.email if found else None),
        phone=command.phone or (found.phone if found else None),
    )


def _of_substitute(
    register: Register, command: a.NameSubstitute | a.EndSubstitute
) -> e.StandingInEvent:
    if isinstance(command, a.EndSubstitute):
        return e.SubstituteEnded(number=command.number, reason=command.reason)
    return e.SubstituteNamed(
        number=len(register.substitutes) + 1,
        person=command.person,
        substitute=command.substitute,
        roles=command.roles,
        parties=command.parties,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        reason=command.reason,
    )


def _of_token(command: a.IssueToken | a.RevokeToken) -> e.TokenEvent:
    if isinstance(command, a.IssueToken):
        by = None if command.actor == command.person else command.actor
        return _issued(command.person, command.token, by)
    return e.TokenRevoked(token=command.token, reason=command.reason)


def _of_person(
    command: a.LeavePerson
    | a.GrantRole
    | a.RevokeRole
    | a.GrantOffice
    | a.EndOffice
    | a.SetPassword,
) -> e.PersonEvent:
    person = command.person
    match command:
        case a.LeavePerson():
            return e.PersonLeft(person=person, reason=command.reason)
        case a.GrantRole():
            return e.RoleGranted(person=person, role=command.role, parties=command.parties)
        case a.RevokeRole():
            return e.RoleRevoked(person=person, role=command.role, parties=command.parties)
        case a.GrantOffice():
            return e.OfficeGranted(person=person, scheme=command.scheme, office=command.office)
        case a.EndOffice():
            return e.OfficeEnded(person=person, scheme=command.scheme, office=command.office)
        case a.SetPassword():
            by = None if command.actor == person else command.actor
            return e.PasswordSet(person=person, hash=command.hash, by=by)
        case _:
            assert_never(command)
