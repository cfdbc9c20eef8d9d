"""Signing in by password: the same answer, as late, for whoever is not known."""

from __future__ import annotations

from hashlib import sha256

from starlette.requests import Request

from console.web.house import House
from console.web.signing_in.addresses import address_of
from console.web.signing_in.passwords import TooSoon
from console.web.signing_in.turned_away import turned_away
from rehearsals.people.register import Person, Register
from runbooks.errors import Refused


def signed_in(house: House, request: Request, who: str, password: str) -> Person:
    """Whoever a name and a password stand for; raises Refused, TooSoon and Busy."""
    address = address_of(request, house.url)
    person = found(house.register(), who)
    browser = house.doors.browsers.known(request, person.id) if person else None
    try:
        right = house.doors.passwords.are_right(
            password,
            person.password if person else None,
            key=_key(person, browser, who),
            # A browser that somebody has signed in by has tries of its own.
            address=None if browser else address,
            now=house.now(),
        )
    except TooSoon:
        turned_away(
            house,
            "too-many-tries",
            "A password was tried too soon after wrong ones.",
            person=person.id if person else None,
            address=address,
        )
        raise
    if person is not None and right:
        return person
    turned_away(
        house,
        "wrong-password",
        "Signing in failed.",
        person=person.id if person else None,
        address=address,
    )
    raise Refused(
        "wrong-password",
        "That name and password do not go together.",
        hint="Try again. If you have no password yet, ask an administrator for an invitation.",
    )


def found(register: Register, who: str) -> Person | None:
    """The person of an id, in any case, or of an address that only one person has."""
    if "@" in who:
        return register.person_of_email(who)
    same = who.strip().casefold()
    fits = [one for one in register.people.values() if one.id.casefold() == same]
    person = register.person(fits[0].id) if len(fits) == 1 else None
    return person if person is not None and person.kind == "person" else None


def _key(person: Person | None, browser: str | None, who: str) -> str:
    """Whose tries are counted together; what was typed is not kept in so many words."""
    if person is None:
        return f"unknown:{sha256(who.strip().casefold().encode(errors='replace')).hexdigest()}"
    return f"known:{person.id}:{browser}" if browser else f"account:{person.id}"
