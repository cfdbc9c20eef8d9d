"""What can have happened to the register of people: a frozen record per event, past tense.

Secrets are not in it: passwords and tokens stand here as hashes only (`secrets.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from rehearsals.people.words import IdentifierKind, MarketRole, PersonKind, Role, Scope


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


@dataclass(frozen=True, kw_only=True, slots=True)
class PasswordSet:
    """Somebody has a password, or another one; here is its hash."""

    person: str
    hash: str = field(repr=False)
    #: The administrator who set it; None: the person did.
    by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenIssued:
    """Whoever holds a token acts as a person or a service until it expires."""

    token: str
    person: str
    #: SHA-256 (hex) of the token.
    hash: str = field(repr=False)
    scopes: tuple[Scope, ...]
    expires_at: datetime
    label: str = ""
    #: The administrator who issued it, and has seen it; None: the person did, or nobody was there.
    by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenRevoked:
    """A token opens nothing any more."""

    token: str
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
TokenEvent = TokenIssued | TokenRevoked
PeopleEvent = OrganisationEvent | PersonEvent | StandingInEvent | TokenEvent
PEOPLE_EVENT_TYPES: tuple[type[PeopleEvent], ...] = get_args(PeopleEvent)
