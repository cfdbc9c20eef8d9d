"""Anti-forgery tokens: a page's forms carry one that only this session's pages can have made.

HMAC-SHA-256 of a nonce with the secret of the session; the nonce is new on every page, so that a
compressed page does not give the token away.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

_NONCE_BYTES = 12


def token_for(secret: str | None) -> str:
    """A token for the forms of a page; empty where nobody is signed in."""
    if secret is None:
        return ""
    nonce = secrets.token_hex(_NONCE_BYTES)
    return f"{nonce}.{_mac(secret, nonce)}"


def is_genuine(token: str, secret: str | None) -> bool:
    """Whether a token was made for this session."""
    nonce, _, mac = token.partition(".")
    if secret is None or not nonce or not mac.isascii():
        return False
    return hmac.compare_digest(mac, _mac(secret, nonce))


def _mac(secret: str, nonce: str) -> str:
    key = hashlib.sha256(f"callboard-forms:{secret}".encode()).digest()
    return hmac.new(key, nonce.encode(), hashlib.sha256).hexdigest()
