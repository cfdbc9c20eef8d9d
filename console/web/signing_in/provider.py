"""Speaking with the identity provider: what it says of itself, its keys, and a code for a token."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import httpx
from authlib.oauth2.rfc6749.parameters import (  # type: ignore[import-untyped]
    prepare_grant_uri,
)
from authlib.oauth2.rfc7636 import (  # type: ignore[import-untyped]
    create_s256_code_challenge,
)
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from console.web.signing_in.id_token import Claims, NotBelieved, Question, checked, who
from console.web.signing_in.pending import Pending
from console.web.signing_in.provider_http import ProviderDown, client_of, fetched, posted
from console.web.signing_in.provider_settings import ProviderSettings, is_safe
from console.web.signing_in.sparing import Rooms

#: Each may wait for the provider, and so holds up one of the threads that answer requests.
_AT_ONCE = 8
#: For so long what it says of itself is not asked for again; its keys are if one is not known.
_KEPT, _KEYS_AGAIN = timedelta(hours=1), timedelta(minutes=1)
#: Seconds within which somebody who is to sign in anew has done so.
_ANEW = "300"
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """What the provider has said, and when."""

    metadata: Mapping[str, Any]
    keys: KeySet
    at: datetime
    keys_at: datetime


class Provider:
    """The identity provider of a console; for many threads."""

    def __init__(self, settings: ProviderSettings, now: Callable[[], datetime]) -> None:
        self.settings = settings
        self._now = now
        self._rooms = Rooms(working=_AT_ONCE, waiting=0)
        self._lock = Lock()
        self._kept: _Known | None = None

    def address(self, pending: Pending, redirect_uri: str) -> str:
        """Where to send a browser; raises ProviderDown and Busy."""
        with self._rooms.place(), client_of(self.settings.issuer) as client:
            metadata = self._known(client).metadata
        # `max_age` has it say when; 0 makes some providers ask for ever.
        anew = {"prompt": "login", "max_age": _ANEW} if pending.session else {}
        return str(
            prepare_grant_uri(
                metadata["authorization_endpoint"],
                client_id=self.settings.client_id,
                response_type="code",
                redirect_uri=redirect_uri,
                scope="openid email profile",
                state=pending.state,
                nonce=pending.nonce,
                code_challenge=create_s256_code_challenge(pending.verifier),
                code_challenge_method="S256",
                **anew,
            )
        )

    def claims(self, pending: Pending, code: str, redirect_uri: str) -> Claims:
        """Who has come back with a code; raises ProviderDown, NotBelieved and Busy."""
        with self._rooms.place(), client_of(self.settings.issuer) as client:
            known = self._known(client)
            tokens = self._tokens(client, known.metadata, pending, code, redirect_uri)
            question = Question(
                issuer=known.metadata["issuer"],
                client_id=self.settings.client_id,
                nonce=pending.nonce,
                access_token=tokens["access_token"],
                anew_since=pending.began if pending.session else None,
            )
            claims = self._checked(client, known, tokens["id_token"], question)
            more: Mapping[str, Any] = {}
            url = known.metadata.get("userinfo_endpoint")
            if "email_verified" not in claims and isinstance(url, str) and is_safe(url):
                more = fetched(client, url, tokens["access_token"])
        return who(claims, more)

    def is_itself(self, issuer: str | None) -> bool:
        """Whether an answer that says from whom it comes says that it is from the provider."""
        return issuer is None or issuer.rstrip("/") == self.settings.issuer.rstrip("/")

    def _checked(
        self, client: httpx.Client, known: _Known, token: str, question: Question
    ) -> Mapping[str, Any]:
        """The claims; if they are not believed, once more with keys that are asked for anew."""
        now = self._now()
        try:
            return checked(token, known.keys, question, now)
        except NotBelieved:
            if timedelta() <= now - known.keys_at < _KEYS_AGAIN:
                raise
        keys = _keys(client, known.metadata)
        with self._lock:
            self._kept = _Known(metadata=known.metadata, keys=keys, at=known.at, keys_at=now)
        return checked(token, keys, question, now)

    def _tokens(
        self,
        client: httpx.Client,
        metadata: Mapping[str, Any],
        pending: Pending,
        code: str,
        redirect_uri: str,
    ) -> Mapping[str, str]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": pending.verifier,
        }
        secret, own_id = self.settings.client_secret, self.settings.client_id
        ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        auth = httpx.BasicAuth(own_id, secret) if secret and "client_secret_basic" in ways else None
        if auth is None:
            form |= {"client_id": own_id} | ({"client_secret": secret} if secret else {})
        answer = posted(client, metadata["token_endpoint"], form, auth)
        tokens = {name: answer.get(name) for name in ("id_token", "access_token")}
        if not all(isinstance(one, str) for one in tokens.values()):
            raise NotBelieved(f"no token for the code: {str(answer.get('error'))[:100]}")
        return {name: str(one) for name, one in tokens.items()}

    def _known(self, client: httpx.Client) -> _Known:
        """What the provider says of itself, and its keys; asked for if need be."""
        now, kept = self._now(), self._kept
        if kept is not None and timedelta() <= now - kept.at < _KEPT:
            return kept
        metadata = self._metadata(client)
        known = _Known(metadata=metadata, keys=_keys(client, metadata), at=now, keys_at=now)
        with self._lock:
            self._kept = known
        return known

    def _metadata(self, client: httpx.Client) -> Mapping[str, Any]:
        base = self.settings.issuer.rstrip("/")
        found = fetched(client, f"{base}/.well-known/openid-configuration")
        if found.get("issuer") not in (base, f"{base}/"):
            raise ProviderDown("it names itself otherwise")
        if not all(isinstance(found.get(one), str) and is_safe(found[one]) for one in _NEEDED):
            raise ProviderDown("an address of its own is missing, or is not of https")
        return found


def _keys(client: httpx.Client, metadata: Mapping[str, Any]) -> KeySet:
    found = fetched(client, metadata["jwks_uri"])
    try:
        return KeySet.import_key_set({"keys": list(found["keys"])})
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise ProviderDown(f"its keys cannot be read: {type(error).__name__}") from error


def fresh_secrets() -> dict[str, str]:
    """What a sign-in is known by: its state, its nonce, and the verifier of its code (PKCE)."""
    return {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
