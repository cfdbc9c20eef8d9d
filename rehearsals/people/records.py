"""The records of the register of people: organisations, people, and their ways in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from rehearsals.people.words import (
    IdentifierKind,
    MarketRole,
    PersonKind,
    Role,
    Scope,
    SignInMeans,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ActsFor:
    """For which parties an organisation acts, of its own right or of another organisation's."""

    parties: tuple[str, ...] = ()
    of: str | None = None
    market_role: MarketRole | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Identifier:
    """An identifier in the market, and the role there that it is for."""

    kind: IdentifierKind
    value: str
    market_role: MarketRole


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """An organisation."""

    id: str
    name: str
    acts_for: tuple[ActsFor, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    left_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """A role, for some parties or for all that the organisation acts for (none named)."""

    role: Role
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """An office under a scheme, such as company director under the BSC."""

    scheme: str
    office: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Who somebody is at an identity provider (OpenID Connect)."""

    #: The provider's own address, as it names itself.
    issuer: str
    #: The provider's id of the person, which it never gives to anybody else.
    subject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody, or a machine that acts."""

    id: str
    name: str
    organisation: str
    kind: PersonKind = "person"
    email: str | None = None
    phone: str | None = None
    grants: tuple[Grant, ...] = ()
    offices: tuple[Office, ...] = ()
    #: The hash of the password; None: there is none.
    password: str | None = field(default=None, repr=False)
    left_at: datetime | None = None
    #: Who the person is at identity providers.
    identities: tuple[Identity, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Substitute:
    """Who stands in for whom, in what, and when."""

    number: int
    person: str
    substitute: str
    roles: tuple[Role, ...] = ()
    parties: tuple[str, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    reason: str = ""
    ended: bool = False

    def stands(self, now: datetime) -> bool:
        """Whether it holds now."""
        return not self.ended and within(self.starts_at, self.ends_at, now)


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A token as the register keeps it."""

    id: str
    person: str
    hash: str = field(repr=False)
    scopes: tuple[Scope, ...]
    expires_at: datetime
    issued_at: datetime
    label: str = ""
    revoked_at: datetime | None = None

    @property
    def is_invitation(self) -> bool:
        """Whether it opens nothing but the setting of one's own password, once."""
        return "password" in self.scopes

    def status(self, now: datetime) -> str:
        """`valid`, `expired` or `revoked`."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at <= now else "valid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """Somebody who is signed in to the web console; what the browser holds is not in it."""

    id: str
    person: str
    hash: str = field(repr=False)
    means: SignInMeans
    begun_at: datetime
    expires_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether it has not run out; one that was ended is not in the register any more."""
        return now < self.expires_at


def within(starts_at: datetime | None, ends_at: datetime | None, now: datetime) -> bool:
    """From the beginning on, up to but without the end."""
    return (starts_at is None or starts_at <= now) and (ends_at is None or now < ends_at)
