"""Beginning an empty register by the link of the set-up: the first administrator, by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from console.importing import people_text
from console.web.asking import arriving
from console.web.house import House
from rehearsals.core.command import Refusal
from rehearsals.people.apply import take
from rehearsals.people.asked import BeginRegister, ImportPeople, Wanted
from rehearsals.people.decide import decide_people
from rehearsals.people.reading import PeopleRead, read_people
from rehearsals.people.register import Register
from rehearsals.people.secrets import check_password
from rehearsals.people.words import Role
from runbooks.errors import CallboardError, Refused

#: The shipped people of M10, all invented.
EXAMPLE = "m10-people"
_ALONE: tuple[Role, ...] = ("administrator",)
#: For whoever tries rehearsals out without anybody else.
_MANAGING: tuple[Role, ...] = (
    "administrator",
    "cutover_manager",
    "rehearsal_controller",
    "scribe",
    "communications_approver",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Newcomer:
    """What the form of the set-up says."""

    name: str
    person: str
    email: str
    organisation: str
    manages: bool
    example: bool
    password: str = field(repr=False)
    again: str = field(repr=False)


class NotYet(CallboardError):
    """The form of the set-up is not in order; `problems` says what, by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(problems.values()), hint="Put it right, and send it again.")


def begin_register(house: House, newcomer: Newcomer) -> None:
    """Begin the register, with the shipped people if wanted; raises NotYet, Refused and Busy."""
    if problems := _problems(newcomer):
        raise NotYet(problems)
    register, now = house.register(), house.now()
    command = _command(newcomer, house.doors.passwords.hashed(newcomer.password))
    # What does not fit is found before anything is done.
    decided = decide_people(register, command, now)
    if isinstance(decided, Refusal):
        raise Refused(decided.code, decided.message, hint=decided.hint)
    for event in decided:
        register = take(register, event, now)
    if newcomer.example:
        _example(register, now)
    house.writer.people(command)
    if newcomer.example:
        wanted = _example(house.register(), now).wanted
        house.writer.people(ImportPeople(wanted=Wanted(wanted), **arriving(newcomer.person)))


def _problems(newcomer: Newcomer) -> dict[str, str]:
    problems = {
        name: f"{label} is missing."
        for name, label in (
            ("name", "Your name"),
            ("person", "Your id"),
            ("organisation", "Your organisation"),
        )
        if not getattr(newcomer, name)
    }
    try:
        check_password(newcomer.password, person=newcomer.person, name=newcomer.name)
    except CallboardError as error:
        problems["password"] = str(error)
    if newcomer.password != newcomer.again:
        problems["again"] = "The two passwords are not the same."
    return problems


def _command(newcomer: Newcomer, hashed: str) -> BeginRegister:
    return BeginRegister(
        organisation=_organisation_id(newcomer),
        organisation_name=newcomer.organisation,
        person=newcomer.person,
        name=newcomer.name,
        email=newcomer.email or None,
        roles=_MANAGING if newcomer.manages else _ALONE,
        password_hash=hashed,
        **arriving(newcomer.person),
    )


def _organisation_id(newcomer: Newcomer) -> str:
    """An id made of the name: one that the shipped people do not have."""
    plain = re.sub(r"[^a-z0-9]+", "-", newcomer.organisation.casefold()).strip("-")[:40]
    return f"own-{plain}".rstrip("-") if not plain[:1].isalpha() or newcomer.example else plain


def _example(register: Register, now: datetime) -> PeopleRead:
    """The shipped people, read against a register; raises NotYet if the two do not fit."""
    name, text = people_text(EXAMPLE)
    read = read_people(text, name, register, now)
    if read.findings:
        raise NotYet(
            {"person": "One of the invented people has this id already; choose another one."}
        )
    return read
