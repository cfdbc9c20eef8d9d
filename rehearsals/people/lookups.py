"""Whether an organisation or a person is in the register, each refusal worded once."""

from __future__ import annotations

from difflib import get_close_matches

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.people.register import Register


def known_organisation(register: Register, organisation: str) -> Refusal | None:
    """There is an organisation of that id, perhaps one that has left."""
    if organisation in register.organisations:
        return None
    near = get_close_matches(organisation, list(register.organisations), n=2)
    hint = f"Did you mean {' or '.join(near)}?" if near else _ADD_ORGANISATION
    return refuse("unknown-organisation", f"There is no organisation {organisation}.", hint)


def organisation_there(register: Register, organisation: str) -> Refusal | None:
    """There is an organisation of that id, and it has not left."""
    if refusal := known_organisation(register, organisation):
        return refusal
    if register.organisations[organisation].left_at is None:
        return None
    return refuse(
        "organisation-left", f"Organisation {organisation} has left.", "Choose another one."
    )


def known_person(register: Register, person: str) -> Refusal | None:
    """There is somebody of that id, perhaps one who has left."""
    if person in register.people:
        return None
    near = get_close_matches(person, list(register.people), n=2)
    hint = f"Did you mean {' or '.join(near)}?" if near else _SEE_PEOPLE
    return refuse("unknown-person", f"There is no person {person}.", hint)


def person_there(register: Register, person: str) -> Refusal | None:
    """There is somebody of that id who has not left."""
    if refusal := known_person(register, person):
        return refusal
    if register.person(person) is not None:
        return None
    return refuse("person-left", f"{register.people[person].name} has left.", _SEE_PEOPLE)


_SEE_PEOPLE = "See the list of people: `callboard user list`."
_ADD_ORGANISATION = "Add the organisation first: `callboard organisation add ID NAME`."
