"""What can be asked of the register of people: a frozen record per command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from rehearsals.core.command import Command
from rehearsals.people.asked_of_organisations import (
    ActFor,
    AddOrganisation,
    AssignIdentifier,
    EndActingFor,
    LeaveOrganisation,
    OrganisationCommand,
)
from rehearsals.people.asked_of_ways_in import (
    BeginRegister,
    BeginSession,
    EndSession,
    EndSessions,
    IdentityCommand,
    IssueToken,
    LinkIdentity,
    NewToken,
    RevokeToken,
    SessionCommand,
    SetPassword,
    TokenCommand,
    UnlinkIdentity,
)
from rehearsals.people.events import PeopleEvent
from rehearsals.people.words import PersonKind, Role

__all__ = [
    "PEOPLE_COMMAND_TYPES",
    "ActFor",
    "AddOrganisation",
    "AddPerson",
    "AssignIdentifier",
    "BeginRegister",
    "BeginSession",
    "ChangePerson",
    "EndActingFor",
    "EndOffice",
    "EndSession",
    "EndSessions",
    "EndSubstitute",
    "GetIn",
    "GrantOffice",
    "GrantRole",
    "Granted",
    "IdentityCommand",
    "ImportPeople",
    "IssueToken",
    "LeaveOrganisation",
    "LeavePerson",
    "LinkIdentity",
    "NameSubstitute",
    "NewToken",
    "OrganisationCommand",
    "PeopleCommand",
    "RevokeRole",
    "RevokeToken",
    "SessionCommand",
    "SetPassword",
    "TokenCommand",
    "UnlinkIdentity",
    "Wanted",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Granted:
    """A role that is asked for, for some parties or for all of the organisation's."""

    role: Role
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AddPerson(Command):
    """Add somebody, with roles; the first one of a register must be an administrator."""

    person: str
    name: str
    organisation: str
    kind: PersonKind = "person"
    email: str | None = None
    phone: str | None = None
    roles: tuple[Granted, ...] = ()
    #: Only for the first one, who could not get in to ask for one.
    first_token: NewToken | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangePerson(Command):
    """Change somebody's name or contact; what is None stays."""

    person: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LeavePerson(Command):
    """Say that somebody acts no longer."""

    person: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantRole(Command):
    """Give somebody a role."""

    person: str
    role: Role
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RevokeRole(Command):
    """Take a role away, or take it away for some parties."""

    person: str
    role: Role
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantOffice(Command):
    """Put down that somebody is the named officer under a scheme."""

    person: str
    scheme: str
    office: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EndOffice(Command):
    """Put down that somebody holds an office no longer."""

    person: str
    scheme: str
    office: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NameSubstitute(Command):
    """Have somebody stood in for."""

    person: str
    substitute: str
    roles: tuple[Role, ...] = ()
    parties: tuple[str, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EndSubstitute(Command):
    """End a substitution."""

    number: int
    reason: str = ""


class Wanted(Iterable[PeopleEvent]):
    """The events that a file wants, in order.

    No tuple, since the words in one field of a command have a limit that suits a sentence; the
    texts of a file are looked at one by one (`decide.py`).
    """

    def __init__(self, events: Iterable[PeopleEvent]) -> None:
        self._events = tuple(events)

    def __iter__(self) -> Iterator[PeopleEvent]:
        """The events, in order."""
        return iter(self._events)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportPeople(Command):
    """Add what a people file says and the register does not; all of it, or nothing."""

    wanted: Wanted
    #: For the first administrator of a register that begins with this file.
    first_token: NewToken | None = None


PeopleCommand = (
    OrganisationCommand
    | AddPerson
    | ChangePerson
    | LeavePerson
    | GrantRole
    | RevokeRole
    | GrantOffice
    | EndOffice
    | NameSubstitute
    | EndSubstitute
    | SetPassword
    | TokenCommand
    | ImportPeople
    | BeginRegister
    | SessionCommand
    | IdentityCommand
)
PEOPLE_COMMAND_TYPES: tuple[type[PeopleCommand], ...] = get_args(PeopleCommand)


@dataclass(frozen=True, kw_only=True, slots=True)
class GetIn(Command):
    """Somebody wanted to act, or to sign in; only refusals of it are kept."""
