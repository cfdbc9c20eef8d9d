"""What can have happened to the register of people: a frozen record per event, past tense.

Secrets are not in it: ways in stand here as hashes only (`events_of_ways_in.py`, `secrets.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from rehearsals.people.events_of_ways_in import (
    IdentityEvent,
    IdentityLinked,
    IdentityUnlinked,
    PasswordSet,
    SessionBegun,
    SessionEnded,
    SessionEvent,
    TokenEvent,
    TokenIssued,
    TokenRevoked,
)
from rehearsals.people.words import IdentifierKind, MarketRole, PersonKind, Role

__all__ = [
    "PEOPLE_EVENT_TYPES",
    "IdentifierAssigned",
    "IdentityEvent",
    "IdentityLinked",
    "IdentityUnlinked",
    "OfficeEnded",
    "OfficeGranted",
    "OrganisationActsFor",
    "OrganisationActsForEnded",
    "OrganisationAdded",
    "OrganisationChanged",
    "OrganisationEvent",
    "OrganisationLeft",
    "PasswordSet",
    "PeopleEvent",
    "PersonAdded",
    "PersonChanged",
    "PersonEvent",
    "PersonLeft",
    "RoleGranted",
    "RoleRevoked",
    "SessionBegun",
    "SessionEnded",
    "SessionEvent",
    "StandingInEvent",
    "SubstituteEnded",
    "SubstituteNamed",
    "TokenEvent",
    "TokenIssued",
    "TokenRevoked",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationAdded:
    """An organisation is known from now on."""

    organisation: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationChanged:
    """An organisation goes by another name."""

    organisation: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationLeft:
    """An organisation failed, merged or dropped out: its people act no longer."""

    organisation: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationActsFor:
    """An organisation is parties of the runbook, or acts for another organisation that is."""

    organisation: str
    #: Parties by their ids in the runbook; none named with `of`: all that the other one is.
    parties: tuple[str, ...] = ()
    #: The organisation that handed this over; None: the parties are its own.
    of: str | None = None
    #: The market role that is handed over, where only one of several is.
    market_role: MarketRole | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationActsForEnded:
    """An organisation no longer acts for parties; none named: for none of that organisation's."""

    organisation: str
    parties: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentifierAssigned:
    """An organisation has an identifier in the market, in one of its roles there."""

    organisation: str
    kind: IdentifierKind
    value: str
    market_role: MarketRole


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonAdded:
    """Somebody, or a machine that acts, is known from now on."""

    person: str
    name: str
    organisation: str
    kind: PersonKind = "person"
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonChanged:
    """Somebody's name or contact changed; all of them as they are now."""

    person: str
    name: str
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLeft:
    """Somebody acts no longer; tokens and substitutions end with that."""

    person: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleGranted:
    """Somebody may do what a role may."""

    person: str
    role: Role
    #: For which parties; none named: for all that the organisation acts for.
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleRevoked:
    """Somebody has a role no longer, or not for these parties."""

    person: str
    role: Role
    #: None named: for no party any more.
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeGranted:
    """Somebody is the named officer of the organisation under a scheme; one may hold several."""

    person: str
    #: Such as BSC, REC, DCUSA.
    scheme: str
    #: Such as company director.
    office: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeEnded:
    """Somebody holds an office no longer."""

    person: str
    scheme: str
    office: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SubstituteNamed:
    """Somebody is stood in for by somebody else."""

    #: 1 for the first substitution of the register.
    number: int
    person: str
    substitute: str
    #: None named: all but administrator.
    roles: tuple[Role, ...] = ()
    #: None named: all.
    parties: tuple[str, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SubstituteEnded:
    """A substitution ended before its time."""

    number: int
    reason: str = ""


OrganisationEvent = (
    OrganisationAdded
    | OrganisationChanged
    | OrganisationLeft
    | OrganisationActsFor
    | OrganisationActsForEnded
    | IdentifierAssigned
)
#: What can have happened to a person; each names one.
PersonEvent = (
    PersonAdded
    | PersonChanged
    | PersonLeft
    | RoleGranted
    | RoleRevoked
    | OfficeGranted
    | OfficeEnded
    | PasswordSet
)
StandingInEvent = SubstituteNamed | SubstituteEnded
PeopleEvent = (
    OrganisationEvent | PersonEvent | StandingInEvent | TokenEvent | SessionEvent | IdentityEvent
)
PEOPLE_EVENT_TYPES: tuple[type[PeopleEvent], ...] = get_args(PeopleEvent)
