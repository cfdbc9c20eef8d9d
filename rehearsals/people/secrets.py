"""Passwords, tokens and sessions: made, hashed and compared; nothing here is kept or shown.

A password is guessable, so it is kept as Argon2id, which makes every guess dear. A token is 256
random bits: nobody guesses it, however fast the hash, so SHA-256 is enough, and each command of a
script costs no 80 ms. What a browser holds of a session is as long, and begins with another word,
so that neither passes for the other.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.people.register import Person, Register, Session, Token
from rehearsals.people.words import Scope
from runbooks.errors import CallboardError

SHORTEST_PASSWORD = 12
#: Longer ones only cost time to hash.
LONGEST_PASSWORD = 1_024
_PREFIX = "callboard"
_SESSION_PREFIX = "callboard-session"
_ID_BYTES = 5
#: Sessions are many more than tokens.
_SESSION_ID_BYTES = 10
_SECRET_BYTES = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class MintedToken:
    """A new token: its id and hash for the register, and itself, to be shown once."""

    id: str
    hash: str
    secret: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class MintedSession:
    """A new session: its id and hash for the register, and what the browser alone holds."""

    id: str
    hash: str
    secret: str = field(repr=False)


def mint_token() -> MintedToken:
    """A token of 256 random bits; its id stands in it, so that it can be found and revoked."""
    name = secrets.token_hex(_ID_BYTES)
    secret = f"{_PREFIX}_{name}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    return MintedToken(id=name, hash=_sha256(secret), secret=secret)


def mint_session() -> MintedSession:
    """A session of 256 random bits, for `BeginSession` and for a cookie as it stands."""
    name = secrets.token_hex(_SESSION_ID_BYTES)
    secret = f"{_SESSION_PREFIX}_{name}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    return MintedSession(id=name, hash=_sha256(secret), secret=secret)


def token_holder(
    register: Register, secret: str, scope: Scope, now: datetime
) -> tuple[Person, Token] | Refusal:
    """Who a token stands for, and the token as the register knows it; or why it opens nothing.

    No refusal repeats anything of the token but its id, which is no secret.
    """
    token = _known(register, secret)
    if token is None:
        return refuse(
            "unknown-token",
            "The token is not known here.",
            "Ask an administrator for one: `callboard token issue`.",
        )
    if (status := token.status(now)) != "valid":
        return refuse(
            f"token-{status}",
            f"Token {token.id} is {status}.",
            "Ask an administrator for a new one: `callboard token issue`.",
        )
    person = register.person(token.person)
    if person is None:
        name = register.people[token.person].name
        return refuse("person-left", f"{name} has left.", "Ask an administrator.")
    if scope not in token.scopes:
        return refuse(
            "token-scope",
            f"Token {token.id} opens {', '.join(token.scopes)}, not {scope}.",
            f"Use one that was issued with `--scope {scope}`.",
        )
    return person, token


def session_holder(
    register: Register, secret: str, now: datetime
) -> tuple[Person, Session] | Refusal:
    """Who is signed in by what a browser holds, and the session; or why nobody is.

    A session that was ended is not in the register any more, and so is not known.
    """
    session = register.sessions.get(_id_in(secret, _SESSION_PREFIX))
    if session is None or not _is_of(secret, session.hash):
        return refuse("unknown-session", "You are not signed in, or not any more.", _SIGN_IN)
    if not session.is_open(now):
        return refuse("session-expired", "Your session has run out.", _SIGN_IN)
    person = register.person(session.person)
    if person is None:
        name = register.people[session.person].name
        return refuse("person-left", f"{name} has left.", "Ask an administrator.")
    return person, session


_SIGN_IN = "Sign in again; nothing that was done is lost."


def _known(register: Register, secret: str) -> Token | None:
    token = register.tokens.get(_id_in(secret, _PREFIX))
    return token if token is not None and _is_of(secret, token.hash) else None


def _id_in(secret: str, prefix: str) -> str:
    """The id that stands in a secret; empty, which is no id, if it is none of that kind."""
    parts = secret.split("_", 2)
    return parts[1] if len(parts) == 3 and parts[0] == prefix else ""  # noqa: PLR2004 - as minted


def _is_of(secret: str, hashed: str) -> bool:
    return hmac.compare_digest(hashed, _sha256(secret))


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", errors="surrogateescape")).hexdigest()


def check_password(password: str, *, person: str, name: str) -> None:
    """Raise CallboardError for a password that is too easily guessed."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise CallboardError(
            f"The password has fewer than {SHORTEST_PASSWORD} characters, or far too many.",
            hint="A few words in a row are long, and easily remembered.",
        )
    plain = _letters(password)
    if plain and (plain in _letters(name) or plain in _letters(person)):
        raise CallboardError("The password is the person's name.", hint="Choose another one.")
    if len(set(password)) < SHORTEST_PASSWORD // 3:
        raise CallboardError("The password repeats itself.", hint="Choose another one.")


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def hash_password(password: str) -> str:
    """The Argon2id hash of a password, in its usual text form with parameters and salt."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - only where a password is used

    return PasswordHasher().hash(password.encode("utf-8", errors="surrogateescape"))


def fits(password: str, hashed: str | None) -> bool:
    """Whether a password is the one of a hash; False if there is no hash."""
    if hashed is None or len(password) > LONGEST_PASSWORD:
        return False
    from argon2 import PasswordHasher  # noqa: PLC0415 - only where a password is used
    from argon2.exceptions import (  # noqa: PLC0415
        InvalidHashError,
        VerificationError,
    )

    try:
        return PasswordHasher().verify(hashed, password.encode("utf-8", errors="surrogateescape"))
    except (VerificationError, InvalidHashError):
        return False
