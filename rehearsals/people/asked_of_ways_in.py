"""What can be asked of ways in: passwords, tokens, sessions, identities; and of an empty register.

Secrets do not come here, only their hashes do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from rehearsals.core.command import Command
from rehearsals.people.words import Role, Scope, SignInMeans


@dataclass(frozen=True, kw_only=True, slots=True)
class NewToken:
    """A token as the register keeps it; the token itself is shown once and kept nowhere."""

    token: str
    hash: str = field(repr=False)
    scopes: tuple[Scope, ...]
    expires_at: datetime
    label: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SetPassword(Command):
    """Give somebody a password; only its hash comes here."""

    person: str
    hash: str = field(repr=False)
    #: The id of the invitation by which somebody sets their own.
    invitation: str | None = None
    #: The id of the session that somebody sets their own in; all others of theirs end.
    keep_session: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueToken(Command):
    """Give somebody, or a service, a token."""

    person: str
    token: NewToken


@dataclass(frozen=True, kw_only=True, slots=True)
class RevokeToken(Command):
    """Have a token open nothing any more."""

    token: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BeginRegister(Command):
    """Begin an empty register: an organisation, and its first administrator with a password."""

    organisation: str
    organisation_name: str
    #: The parties of runbooks that the organisation is.
    parties: tuple[str, ...] = ()
    person: str
    name: str
    email: str | None = None
    #: Administrator among them; those by party are for all of the parties.
    roles: tuple[Role, ...] = ("administrator",)
    #: By Argon2id.
    password_hash: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class BeginSession(Command):
    """Sign in to the web console; the actor is the person."""

    person: str
    session: str
    #: SHA-256 (hex) of what the browser holds.
    hash: str = field(repr=False)
    expires_at: datetime
    means: SignInMeans


@dataclass(frozen=True, kw_only=True, slots=True)
class EndSession(Command):
    """Sign out of one session."""

    session: str
    reason: str = "signed out"


@dataclass(frozen=True, kw_only=True, slots=True)
class EndSessions(Command):
    """Sign somebody out everywhere."""

    person: str
    reason: str = "signed out everywhere"


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkIdentity(Command):
    """Have somebody sign in by an identity provider, under their id there."""

    person: str
    issuer: str
    subject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UnlinkIdentity(Command):
    """Have an id at an identity provider stand for somebody no longer."""

    person: str
    issuer: str
    subject: str
    reason: str = ""


TokenCommand = IssueToken | RevokeToken
SessionCommand = BeginSession | EndSession | EndSessions
IdentityCommand = LinkIdentity | UnlinkIdentity
