"""The cookies: what each is for, and how browsers are told to keep it.

The prefix `__Host-` makes browsers insist on `Secure`, the path / and no domain, so that no other
host and no plain http can set or read them; this machine itself counts as secure in most browsers.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from console.web.forgery import is_genuine, token_for

#: Who is signed in.
SESSION = "__Host-callboard"
#: That a form of somebody who is not signed in comes from a page of this browser.
FORM = "__Host-callboard-form"
#: That somebody has signed in by this browser before: others' wrong tries do not hold them up.
KNOWN = "__Host-callboard-known"
#: Which browser it is that has gone to the identity provider.
AWAY = "__Host-callboard-away"
_LONGEST = 200


def put(response: Response, name: str, value: str, life: timedelta) -> None:
    """Have a browser keep a cookie."""
    response.set_cookie(
        name,
        value,
        max_age=int(life.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )


def take_away(response: Response, name: str) -> None:
    """Have a browser drop a cookie."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")


def own(request: Request, name: str) -> str | None:
    """What a browser holds under a name; None for nothing, or for nonsense."""
    value = request.cookies.get(name)
    return value if value and len(value) <= _LONGEST and value.isascii() else None


class FormToken:
    """The anti-forgery token of a form that needs no session."""

    def __init__(self, request: Request) -> None:
        held = own(request, FORM)
        self._fresh = held is None
        self._secret = held or secrets.token_urlsafe(24)
        self.text = token_for(self._secret)

    def put(self, response: Response) -> None:
        """Have the browser keep what the token is made with."""
        if self._fresh:
            put(response, FORM, self._secret, timedelta(hours=12))


def is_own_form(request: Request, token: str) -> bool:
    """Whether a form comes from a page that this browser has opened."""
    return is_genuine(token, own(request, FORM))


class KnownBrowsers:
    """Tells by which browsers somebody has signed in before; a restart forgets."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def mark(self, response: Response, person: str) -> None:
        """Have a browser show that somebody has signed in by it."""
        nonce = secrets.token_hex(12)
        put(response, KNOWN, f"{nonce}.{self._mac(nonce, person)}", timedelta(days=30))

    def known(self, request: Request, person: str) -> str | None:
        """The name of the browser, if somebody has signed in by it; else None."""
        nonce, _, mac = (own(request, KNOWN) or "").partition(".")
        return nonce if nonce and hmac.compare_digest(mac, self._mac(nonce, person)) else None

    def _mac(self, nonce: str, person: str) -> str:
        return hmac.new(self._key, f"{nonce}:{person}".encode(), sha256).hexdigest()
