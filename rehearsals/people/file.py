"""The form of a people file: organisations, their people, and who stands in for whom.

register: m10
organisations:
  recco: {name: RECCo, acts_for: [recco], identifiers: [{kind: mpid, value: ABCD, ...}]}
people:
  ann: {name: Ann Lee, organisation: recco, roles: [viewer, {role: decider, parties: [recco]}]}
substitutes:
  - {person: ann, substitute: bob, from: 2025-09-20T18:00, until: 2025-09-21T06:00}
"""

from __future__ import annotations

from typing import Any

import pendulum
from pydantic import Field, field_validator, model_validator

from rehearsals.people.words import IdentifierKind, MarketRole, PersonKind, Role
from runbooks.moments import LocalTime
from runbooks.parties import Email, Phone
from runbooks.records import Id, Record, Text


class FileIdentifier(Record):
    """An identifier in the market."""

    kind: IdentifierKind
    value: Text
    market_role: MarketRole


class HandedOver(Record):
    """What another organisation handed over: some of its parties, or all of them."""

    organisation: Id
    parties: tuple[Id, ...] = ()
    market_role: MarketRole | None = None
    from_: LocalTime | None = Field(default=None, alias="from")
    until: LocalTime | None = None


class FileOrganisation(Record):
    """An organisation, with the parties of the runbook that it is."""

    name: Text
    acts_for: tuple[Id, ...] = ()
    handed_over: tuple[HandedOver, ...] = ()
    identifiers: tuple[FileIdentifier, ...] = ()


class FileRole(Record):
    """A role; written as its bare name, or with the parties it is for."""

    role: Role
    parties: tuple[Id, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"role": value}
        if isinstance(value, dict) and isinstance(value.get("parties"), list):
            return {**value, "parties": tuple(value["parties"])}
        return value


class FileOffice(Record):
    """An office under a scheme."""

    scheme: Text
    office: Text


class FilePerson(Record):
    """Somebody, or a service."""

    name: Text
    organisation: Id
    kind: PersonKind = "person"
    email: Email | None = None
    phone: Phone | None = None
    roles: tuple[FileRole, ...] = ()
    offices: tuple[FileOffice, ...] = ()


class FileSubstitute(Record):
    """Who stands in for whom."""

    person: Id
    substitute: Id
    roles: tuple[Role, ...] = ()
    parties: tuple[Id, ...] = ()
    from_: LocalTime | None = Field(default=None, alias="from")
    until: LocalTime | None = None
    reason: Text | None = None


class PeopleFile(Record):
    """A whole people file."""

    #: What it is called.
    register_: Id = Field(alias="register")
    #: What readers must know before they rely on it, such as that it is illustrative.
    notice: Text | None = None
    timezone: str = "Europe/London"
    organisations: dict[Id, FileOrganisation] = Field(default_factory=dict)
    people: dict[Id, FilePerson] = Field(default_factory=dict)
    substitutes: tuple[FileSubstitute, ...] = ()

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in pendulum.timezones():
            raise ValueError(f"{value!r} is not a time zone; write it like Europe/London")
        return value
