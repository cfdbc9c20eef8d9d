"""What must hold before an event may be added to the register: one check for each kind of event.

A single command and a whole people file pass through the same checks, event by event.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import assert_never

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.people import events as e
from rehearsals.people.checks_of_roles import check_role_event
from rehearsals.people.checks_of_ways_in import check_way_in
from rehearsals.people.lookups import (
    known_organisation,
    organisation_there,
    person_there,
)
from rehearsals.people.register import Register

_ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_PHONE = re.compile(r"[+0-9 ()-]{3,30}")
#: Four upper-case letters or digits, as the market's standing data has them.
_MPID = re.compile(r"[A-Z0-9]{4}")
#: The form of DIP IDs is the DIP's own affair; digits, as it hands them out.
_DIP_ID = re.compile(r"[0-9]{4,16}")
_LONGEST_NAME = 200


def check_event(register: Register, event: e.PeopleEvent, now: datetime) -> Refusal | None:
    """Why an event may not be added to the register; None if it may."""
    if isinstance(event, e.OrganisationEvent):
        return _check_organisation_event(register, event)
    match event:
        case e.PersonAdded():
            return _new_person(register, event)
        case e.PersonChanged():
            return person_there(register, event.person) or _check_person(event)
        case e.PersonLeft():
            return person_there(register, event.person)
        case e.SessionBegun() | e.SessionEnded() | e.IdentityLinked() | e.IdentityUnlinked():
            return check_way_in(register, event, now)
        case _:
            return check_role_event(register, event, now)


def _check_organisation_event(register: Register, event: e.OrganisationEvent) -> Refusal | None:
    match event:
        case e.OrganisationAdded():
            return _new_organisation(register, event)
        case e.OrganisationChanged():
            return known_organisation(register, event.organisation) or _check_name(event.name)
        case e.OrganisationLeft():
            return organisation_there(register, event.organisation)
        case e.OrganisationActsFor():
            return _acts_for(register, event)
        case e.OrganisationActsForEnded():
            return _ends_acting(register, event)
        case e.IdentifierAssigned():
            return _identifier(register, event)
        case _:
            assert_never(event)


def _new_organisation(register: Register, event: e.OrganisationAdded) -> Refusal | None:
    if event.organisation in register.organisations:
        return refuse(
            "organisation-known",
            f"There is an organisation {event.organisation} already.",
            "See the list of organisations: `callboard organisation list`.",
        )
    return _check_id("organisation", event.organisation) or _check_name(event.name)


def _acts_for(register: Register, event: e.OrganisationActsFor) -> Refusal | None:
    if refusal := organisation_there(register, event.organisation):
        return refusal
    if event.of is None and not event.parties:
        return refuse(
            "nothing-to-act-for",
            f"It does not say for whom {event.organisation} acts.",
            "Name parties of the runbook, or another organisation (--of).",
        )
    if event.of == event.organisation:
        return refuse(
            "acts-for-itself",
            f"{event.organisation} cannot act for itself.",
            "Name another organisation (--of), or none.",
        )
    if event.of is not None and (refusal := organisation_there(register, event.of)):
        return refusal
    for party in event.parties:
        if refusal := _check_id("party", party):
            return refusal
    return check_span(event.starts_at, event.ends_at)


def _ends_acting(register: Register, event: e.OrganisationActsForEnded) -> Refusal | None:
    if refusal := known_organisation(register, event.organisation):
        return refusal
    acting = [a for a in register.organisations[event.organisation].acts_for if a.of == event.of]
    named = {party for acts in acting for party in acts.parties}
    if acting and (not event.parties or set(event.parties) <= named):
        return None
    whom = ", ".join(event.parties) or event.of or "anybody"
    return refuse(
        "not-acting-for",
        f"{event.organisation} does not act for {whom} by name.",
        "See the list of organisations: `callboard organisation list`.",
    )


def _identifier(register: Register, event: e.IdentifierAssigned) -> Refusal | None:
    if refusal := organisation_there(register, event.organisation):
        return refusal
    form = _MPID if event.kind == "mpid" else _DIP_ID
    if not form.fullmatch(event.value):
        how = "four upper-case letters or digits" if event.kind == "mpid" else "4 to 16 digits"
        return refuse(
            "bad-identifier",
            f"{event.value!r} is no {'MPID' if event.kind == 'mpid' else 'DIP ID'}.",
            f"Write {how}.",
        )
    for other in register.organisations.values():
        taken = any((i.kind, i.value) == (event.kind, event.value) for i in other.identifiers)
        if taken and other.id != event.organisation:
            return refuse(
                "identifier-taken",
                f"{event.value} belongs to {other.name}.",
                "Check the identifier; one belongs to one organisation.",
            )
    return None


def _new_person(register: Register, event: e.PersonAdded) -> Refusal | None:
    if found := register.people.get(event.person):
        gone = " who has left; an id is not used again" if found.left_at else ""
        return refuse(
            "person-known",
            f"There is a person {event.person} already: {found.name}{gone}.",
            "Choose another id, or change that one.",
        )
    return (
        _check_id("person", event.person)
        or organisation_there(register, event.organisation)
        or _check_person(event)
    )


def _check_person(event: e.PersonAdded | e.PersonChanged) -> Refusal | None:
    if event.email is not None and not _EMAIL.fullmatch(event.email):
        return refuse(
            "bad-email", f"{event.email!r} is no address.", "Write it like ann@example.org."
        )
    if event.phone is not None and not _PHONE.fullmatch(event.phone):
        return refuse(
            "bad-phone", f"{event.phone!r} is no number.", "Write it like +44 20 7946 0000."
        )
    return _check_name(event.name)


def _check_name(name: str) -> Refusal | None:
    if name.strip() and len(name) <= _LONGEST_NAME:
        return None
    return refuse(
        "bad-name", "The name is empty or very long.", f"Write up to {_LONGEST_NAME} characters."
    )


def _check_id(noun: str, word: str) -> Refusal | None:
    if _ID.fullmatch(word):
        return None
    return refuse(
        "bad-id",
        f"{word!r} is no id of {'an' if noun[0] in 'aeiou' else 'a'} {noun}.",
        "Begin with a letter; letters, digits, dot, dash and underscore follow; at most 64.",
    )


def check_span(starts_at: datetime | None, ends_at: datetime | None) -> Refusal | None:
    """A time that ends before it begins is a mistake."""
    if starts_at is None or ends_at is None or starts_at < ends_at:
        return None
    return refuse(
        "ends-before-it-begins",
        "It ends before it begins.",
        "Change the beginning (--from) or the end (--until).",
    )
