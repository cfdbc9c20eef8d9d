"""What can have happened to ways in: passwords, tokens, sessions, identities at providers.

Secrets are not in it: they stand here as hashes only (`secrets.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from rehearsals.people.words import Scope, SignInMeans


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


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionBegun:
    """Somebody has signed in to the web console; until it expires, or is ended."""

    session: str
    person: str
    #: SHA-256 (hex) of what the browser holds.
    hash: str = field(repr=False)
    expires_at: datetime
    means: SignInMeans


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionEnded:
    """A session opens nothing any more."""

    session: str
    person: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityLinked:
    """Somebody signs in by an identity provider from now on, under that id of theirs there."""

    person: str
    issuer: str
    subject: str
    #: The administrator who said so; None: the person signed in there.
    by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityUnlinked:
    """An id at an identity provider stands for somebody no longer."""

    person: str
    issuer: str
    subject: str
    reason: str = ""


TokenEvent = TokenIssued | TokenRevoked
SessionEvent = SessionBegun | SessionEnded
IdentityEvent = IdentityLinked | IdentityUnlinked
