"""What the API answers besides runs, in types: people, readiness, the programme, runbooks.

Instants are RFC 3339 in UTC.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from console.api.answers import Out
from rehearsals.people.words import PersonKind, Role, Scope


class HeldRole(Out):
    """A role that somebody has now."""

    role: Role
    parties: list[str]
    standing_in_for: str | None


class Person(Out):
    """Somebody in the register of people."""

    person: str
    name: str
    organisation: str
    kind: PersonKind
    email: str | None
    phone: str | None
    left: bool
    has_password: bool
    roles: list[HeldRole]


class TokenKnown(Out):
    """A token as the register keeps it; never the token itself."""

    token: str
    person: str
    scopes: list[Scope]
    status: Literal["valid", "expired", "revoked"]
    issued_at: datetime
    expires_at: datetime
    label: str


class WhoAmI(Person):
    """Whose token it is, and what it opens."""

    token: TokenKnown


class Organisation(Out):
    """An organisation, and the parties it acts for now."""

    organisation: str
    name: str
    left: bool
    parties: list[str]


class People(Out):
    """The register of people."""

    people: list[Person]
    organisations: list[Organisation]
    substitutes: list[dict[str, Any]]


class Tokens(Out):
    """The tokens that the holder may know of."""

    tokens: list[TokenKnown]


class Issued(Out):
    """A new token, which is shown this once."""

    token: str
    secret: Annotated[str, Field(description="The token itself. It cannot be shown again.")]
    person: str
    scopes: list[Scope]
    expires_at: datetime


class Return(Out):
    """A return that a party owes, as far as the holder may see it."""

    id: str
    party: str
    kind: str
    standing: str
    late: bool


class Returns(Out):
    """The returns that the holder may see, by deadline."""

    returns: list[Return]


class Programme(Out):
    """Frozen plans, requests to change them, and milestones."""

    freezes: list[dict[str, Any]]
    requests: list[dict[str, Any]]
    milestones: list[dict[str, Any]]


class Runbook(Out):
    """A shipped runbook."""

    name: str
    runbook: str | None
    title: str | None
    version: str | None
    timezone: str | None
    tasks: int
    errors: int
    warnings: int


class Runbooks(Out):
    """The runbooks that runs can be opened of."""

    runbooks: list[Runbook]


class Finding(Out):
    """What is wrong in a runbook, and where."""

    line: int
    column: int
    severity: Literal["error", "warning"]
    rule: str
    message: str
    hint: str | None


class RunbookInFull(Runbook):
    """A runbook, its text, and what is wrong in it."""

    text: str
    findings: list[Finding]


class Refusal(Out):
    """Something that was refused."""

    seq: int
    at: datetime
    actor: str
    channel: str
    where: str
    asked: str
    code: str
    message: str


class Refusals(Out):
    """What was refused, in order."""

    refusals: list[Refusal]
    next: int | None


class ForAudience(Out):
    """What cutovers mean for an audience."""

    audience: str
    name: str
    headline: str
    cutovers: list[dict[str, Any]]
