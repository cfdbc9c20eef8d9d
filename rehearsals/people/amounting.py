"""The events that a command on the register amounts to, unchecked: `decide.py` looks at each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.amounting_to_ways_in import (
    begun,
    issued,
    of_those_who_left,
    of_way_in,
)
from rehearsals.people.register import Register


def wanted_events(
    register: Register, command: a.PeopleCommand, now: datetime
) -> Sequence[e.PeopleEvent]:
    """The events that a command wants, unchecked."""
    match command:
        case a.BeginRegister():
            return begun(command)
        case a.AddPerson():
            return _added(command)
        case a.ImportPeople():
            return _imported(command)
        case a.LeavePerson() | a.LeaveOrganisation():
            return (_left(command), *of_those_who_left(register, command, now))
        case a.AddOrganisation() | a.ActFor() | a.EndActingFor() | a.AssignIdentifier():
            return (_of_organisation(command),)
        case a.ChangePerson():
            return (_changed(register, command),)
        case a.NameSubstitute() | a.EndSubstitute():
            return (_of_substitute(register, command),)
        case a.GrantRole() | a.RevokeRole() | a.GrantOffice() | a.EndOffice():
            return (_of_person(command),)
        case _:
            return of_way_in(register, command, now)


def _left(command: a.LeavePerson | a.LeaveOrganisation) -> e.PeopleEvent:
    if isinstance(command, a.LeavePerson):
        return e.PersonLeft(person=command.person, reason=command.reason)
    return e.OrganisationLeft(organisation=command.organisation, reason=command.reason)


def _of_organisation(
    command: a.AddOrganisation | a.ActFor | a.EndActingFor | a.AssignIdentifier,
) -> e.OrganisationEvent:
    name = command.organisation
    match command:
        case a.AddOrganisation():
            return e.OrganisationAdded(organisation=name, name=command.name)
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
    token = [issued(person, command.first_token)] if command.first_token else []
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
    token = [issued(first, command.first_token)] if first and command.first_token else []
    return [*command.wanted, *token]


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


def _of_person(
    command: a.GrantRole | a.RevokeRole | a.GrantOffice | a.EndOffice,
) -> e.PersonEvent:
    person = command.person
    match command:
        case a.GrantRole():
            return e.RoleGranted(person=person, role=command.role, parties=command.parties)
        case a.RevokeRole():
            return e.RoleRevoked(person=person, role=command.role, parties=command.parties)
        case a.GrantOffice():
            return e.OfficeGranted(person=person, scheme=command.scheme, office=command.office)
        case a.EndOffice():
            return e.OfficeEnded(person=person, scheme=command.scheme, office=command.office)
        case _:
            assert_never(command)
