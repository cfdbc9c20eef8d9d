"""What a people file wants of the register: events in an order that can be taken, with places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rehearsals.people import events as e
from rehearsals.people.file import FileOrganisation, FilePerson, FileSubstitute, PeopleFile
from runbooks.findings import Path
from runbooks.moments import LocalTime

#: An event that a file wants, and the place in the file that wants it.
Wanted = tuple[Path, e.PeopleEvent]


def wanted_of(file: PeopleFile) -> Iterator[Wanted]:
    """The events: organisations, what they act for, people, what they may, who stands in.

    Raises TimeError for a time of a substitution or a hand-over that is not single.
    """
    organisations, people = file.organisations.items(), file.people.items()
    for key, organisation in organisations:
        added = e.OrganisationAdded(organisation=key, name=organisation.name)
        yield ("organisations", key), added
    for key, organisation in organisations:
        yield from _of_organisation(key, organisation)
    for key, organisation in organisations:
        yield from _handed_over(key, organisation, file.timezone)
    for key, person in people:
        yield ("people", key), _added(key, person)
    for key, person in people:
        yield from _of_person(key, person)
    for number, substitute in enumerate(file.substitutes):
        yield ("substitutes", number), _substitute(substitute, file.timezone)


def _of_organisation(key: str, organisation: FileOrganisation) -> Iterator[Wanted]:
    path: Path = ("organisations", key)
    if organisation.acts_for:
        acts = e.OrganisationActsFor(organisation=key, parties=organisation.acts_for)
        yield (*path, "acts_for"), acts
    for number, one in enumerate(organisation.identifiers):
        assigned = e.IdentifierAssigned(
            organisation=key, kind=one.kind, value=one.value, market_role=one.market_role
        )
        yield (*path, "identifiers", number), assigned


def _handed_over(key: str, organisation: FileOrganisation, zone: str) -> Iterator[Wanted]:
    for number, one in enumerate(organisation.handed_over):
        acts = e.OrganisationActsFor(
            organisation=key,
            parties=one.parties,
            of=one.organisation,
            market_role=one.market_role,
            starts_at=_instant(one.from_, zone),
            ends_at=_instant(one.until, zone),
        )
        yield ("organisations", key, "handed_over", number), acts


def _added(key: str, person: FilePerson) -> e.PersonAdded:
    return e.PersonAdded(
        person=key,
        name=person.name,
        organisation=person.organisation,
        kind=person.kind,
        email=person.email,
        phone=person.phone,
    )


def _of_person(key: str, person: FilePerson) -> Iterator[Wanted]:
    for number, one in enumerate(person.roles):
        granted = e.RoleGranted(person=key, role=one.role, parties=one.parties)
        yield ("people", key, "roles", number), granted
    for number, held in enumerate(person.offices):
        office = e.OfficeGranted(person=key, scheme=held.scheme, office=held.office)
        yield ("people", key, "offices", number), office


def _substitute(one: FileSubstitute, zone: str) -> e.SubstituteNamed:
    return e.SubstituteNamed(
        number=0,  # the register numbers them
        person=one.person,
        substitute=one.substitute,
        roles=one.roles,
        parties=one.parties,
        starts_at=_instant(one.from_, zone),
        ends_at=_instant(one.until, zone),
        reason=one.reason or "",
    )


def _instant(time: LocalTime | None, zone: str) -> datetime | None:
    return time.instant(zone) if time else None
