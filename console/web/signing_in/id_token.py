"""What an identity provider says of somebody, believed only if every part of it holds.

The signature by the provider's own keys and an algorithm that takes two keys, who says it, to whom,
when, in answer to which question, and with which access token.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from runbooks.errors import CallboardError

#: None of them is signed with what the console knows too, and `none` is none of them.
ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
)  # fmt: skip
#: Seconds by which two clocks may differ.
LEEWAY = 60


class NotBelieved(CallboardError):
    """What the identity provider said does not hold; `why` is for the log."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(
            "What came back from the identity provider does not hold, so nobody is signed in.",
            hint="Try again; if it stays, tell whoever runs the console.",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What the console asked, by which the answer is measured."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str
    #: When somebody was asked to sign in anew; None: an older sign-in is good enough.
    anew_since: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """Who somebody is at a provider."""

    issuer: str
    subject: str
    #: Only if the provider says that it has been verified.
    email: str | None = None
    #: For messages.
    name: str = ""


def checked(token: str, keys: KeySet, question: Question, now: datetime) -> Mapping[str, Any]:
    """The claims of an ID token; raises NotBelieved unless all of it holds. `now` is aware."""
    try:
        decoded = jwt.decode(token, keys, algorithms=list(ALGORITHMS))
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            options={
                "iss": {"essential": True, "value": question.issuer},
                "aud": {"essential": True, "value": question.client_id},
                "sub": {"essential": True},
                "exp": {"essential": True},
                "iat": {"essential": True},
            },
            params={
                "client_id": question.client_id,
                "nonce": question.nonce,
                "access_token": question.access_token,
                "max_age": 1 if question.anew_since else None,
            },
        )
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise NotBelieved(f"{type(error).__name__}: {error}") from error
    if question.anew_since is not None:
        _check_anew(claims, question.anew_since, now)
    return dict(claims)


def _check_anew(claims: Mapping[str, Any], since: datetime, now: datetime) -> None:
    at = claims.get("auth_time")
    if isinstance(at, bool) or not isinstance(at, int | float):
        raise NotBelieved("auth_time is missing")
    if not since.timestamp() - LEEWAY <= at <= now.timestamp() + LEEWAY:
        raise NotBelieved("auth_time is stale")


def who(claims: Mapping[str, Any], more: Mapping[str, Any]) -> Claims:
    """Who the claims are of; `more` is what the provider says of the same person elsewhere."""
    subject = claims["sub"]
    said = {**more, **claims} if more.get("sub") == subject else dict(claims)
    email = said.get("email")
    verified = said.get("email_verified") is True and isinstance(email, str)
    name = said.get("name") or said.get("preferred_username") or ""
    return Claims(
        issuer=claims["iss"],
        subject=str(subject),
        email=email if verified else None,
        name=str(name)[:200],
    )
