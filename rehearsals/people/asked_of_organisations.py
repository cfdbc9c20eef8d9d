"""What can be asked of organisations: that they are there, what they act for, and their ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.command import Command
from rehearsals.people.words import IdentifierKind, MarketRole


@dataclass(frozen=True, kw_only=True, slots=True)
class AddOrganisation(Command):
    """Add an organisation, or give one that is there another name."""

    organisation: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveOrganisation(Command):
    """Say that an organisation dropped out."""

    organisation: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ActFor(Command):
    """Let an organisation act for parties, or for another organisation."""

    organisation: str
    parties: tuple[str, ...] = ()
    of: str | None = None
    market_role: MarketRole | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndActingFor(Command):
    """Let an organisation act for parties no longer."""

    organisation: str
    parties: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignIdentifier(Command):
    """Put down an identifier that an organisation has in the market."""

    organisation: str
    kind: IdentifierKind
    value: str
    market_role: MarketRole


OrganisationCommand = AddOrganisation | LeaveOrganisation | ActFor | EndActingFor | AssignIdentifier
