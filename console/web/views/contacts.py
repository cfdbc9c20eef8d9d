"""Whom to ring: the people behind a party, the contacts of the runbook, the manager on duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from console.naming import party_name
from console.web.reading import Look
from rehearsals.people.register import Person, Register
from rehearsals.people.words import Role, role_name
from runbooks.parties import Contact

#: People of one party that are named.
_MOST = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """Somebody, and how they are reached."""

    name: str
    #: What they are to the run: `task owner`, `service desk`.
    role: str
    #: As it was entered; empty if nobody knows it.
    phone: str
    #: The same for a link, digits alone.
    dial: str
    email: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyContacts:
    """A party, or a desk, with whom to ring there."""

    name: str
    people: tuple[Reach, ...]
    #: People that are not named.
    more: int = 0


class Contacts:
    """The contacts of a run at one look; the register is gone through once."""

    def __init__(self, look: Look, register: Register) -> None:
        self._look = look
        self._register = register
        self._held: dict[tuple[Role, str], list[Person]] = {}
        for person in register.people.values():
            for held in register.roles_of(person.id, look.real_now):
                for key in held.parties or ("",):
                    there = self._held.setdefault((held.role, key), [])
                    if person not in there:
                        there.append(person)

    def of_party(self, party: str) -> PartyContacts:
        """Who answers for a party: its task owners, and whom the runbook names."""
        book = self._look.state.runbook
        known = book.parties.get(party)
        people = self._held.get(("task_owner", party)) or self._held.get(("decider", party)) or []
        found = [
            *(_of_person(one, "task owner") for one in people),
            *(_of_contact(one) for one in (known.contacts if known else ())),
        ]
        return _cut(party_name(book, party), found)

    def of_parties(self, parties: Iterable[str]) -> tuple[PartyContacts, ...]:
        """The same for some parties, each once; without those of whom nobody is known."""
        found = (self.of_party(party) for party in dict.fromkeys(parties))
        return tuple(one for one in found if one.people)

    def of_manager(self) -> PartyContacts:
        """The cutover manager who has the desk now, else all who may."""
        on_duty = self._on_duty("cutover_manager")
        all_of_them = self._held.get(("cutover_manager", ""), ())
        people = [one for one in all_of_them if on_duty in (None, one.id)] or all_of_them
        return _cut("Cutover manager", [_of_person(one, "") for one in people])

    def _on_duty(self, role: Role) -> str | None:
        """Who took the desk of a role last."""
        for given in reversed(self._look.state.handovers):
            if given.taken_by and given.desk.strip().casefold().replace("_", " ") == role_name(
                role
            ):
                return self._register.named(given.taken_by)
        return None


def _cut(name: str, people: Iterable[Reach]) -> PartyContacts:
    once = tuple({(one.name, one.dial): one for one in people}.values())
    return PartyContacts(name=name, people=once[:_MOST], more=max(len(once) - _MOST, 0))


def _of_person(person: Person, role: str) -> Reach:
    phone = person.phone or ""
    return Reach(
        name=person.name, role=role, phone=phone, dial=dial(phone), email=person.email or ""
    )


def _of_contact(contact: Contact) -> Reach:
    phone = contact.phone or ""
    return Reach(
        name=contact.name,
        role=contact.role or "",
        phone=phone,
        dial=dial(phone),
        email=contact.email or "",
    )


def dial(phone: str) -> str:
    """What a telephone dials: `+44 (0)20 7946 0000` is `+442079460000`."""
    return "".join(_digits(phone.replace("(0)", "")))


def _digits(text: str) -> Iterator[str]:
    for place, char in enumerate(text.strip()):
        if (char.isascii() and char.isdigit()) or (char == "+" and place == 0):
            yield char
