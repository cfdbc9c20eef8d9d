"""An identity provider that says what a test has it say: true or false, signed or not."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.console.web.client import Client
from tests.console.web.place import Moment
from tests.serving import served

CLIENT = "callboard"
SECRET = "of the console"  # noqa: S105 - of a test


@cache
def _key(which: str) -> RSAKey:
    """Its key; or another one that it gives out under the same name."""
    assert which in ("own", "another")
    return RSAKey.generate_key(2048, {"use": "sig", "kid": "k1"})


@dataclass(slots=True)
class Liar:
    """What it says; a test changes it."""

    clock: Moment
    issuer: str = ""
    #: Added to the ID token, or taken from it where the value is None.
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    #: How the token is signed: RS256, none, HS256 (with the public key), or `forged`.
    signed: str = "RS256"
    metadata: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    #: Which key it says is its own.
    published: str = "own"
    #: What the console sent along with the codes.
    forms: list[dict[str, str]] = field(default_factory=list)
    nonce: str = ""

    @property
    def environ(self) -> dict[str, str]:
        """The settings of a console that believes it."""
        return {
            "CALLBOARD_OIDC_ISSUER": self.issuer,
            "CALLBOARD_OIDC_CLIENT_ID": CLIENT,
            "CALLBOARD_OIDC_CLIENT_SECRET": SECRET,
            "CALLBOARD_OIDC_NAME": "the house login",
        }

    def sent_back(self, browser: Client, path: str = "/sign-in/oidc", **params: str) -> str:
        """Have a browser go there; the address it is sent back to."""
        answer = browser.get(path)
        asked = {
            name: values[0]
            for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()
        }
        self.nonce = asked["nonce"]
        back = {"code": "a-code", "state": asked["state"], **params}
        return str(httpx.URL("/sign-in/oidc/return", params=back))

    def token(self) -> str:
        """The ID token."""
        now = int(self.clock.now().timestamp())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "s-1", "nonce": self.nonce,
            "iat": now, "exp": now + 300, "auth_time": now, **self.claims,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.signed == "none":
            return ".".join((_encoded({"alg": "none"}), _encoded(claims), ""))
        if self.signed == "HS256":
            return _signed_with_what_all_know(claims)
        key = _key("another" if self.signed == "forged" else "own")
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key)


def _signed_with_what_all_know(claims: dict[str, Any]) -> str:
    """As a console would check it that takes the public key for a secret one."""
    text = f"{_encoded({'alg': 'HS256', 'kid': 'k1'})}.{_encoded(claims)}"
    mac = hmac.digest(_key("own").as_pem(private=False), text.encode(), "sha256")
    return f"{text}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def _encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


@contextmanager
def a_liar(clock: Moment) -> Iterator[Liar]:
    """One that answers while the block lasts."""
    liar = Liar(clock)
    with served(_app(liar)) as address:
        liar.issuer = address
        yield liar


def _app(liar: Liar) -> FastAPI:
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def metadata() -> JSONResponse:
        here = liar.issuer
        said = {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/keys",
            "userinfo_endpoint": f"{here}/userinfo",
            **liar.metadata,
        }
        return JSONResponse(said, status_code=liar.status)

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {"keys": [_key(liar.published).as_dict(private=False)]}

    @app.get("/userinfo")
    def userinfo() -> dict[str, Any]:
        return liar.userinfo

    @app.post("/token")
    async def token(request: Request) -> dict[str, Any]:
        form = {name: str(value) for name, value in (await request.form()).items()}
        liar.forms.append(form | {"authorization": request.headers.get("authorization", "")})
        return {"access_token": "an-access-token", "id_token": liar.token(), "token_type": "Bearer"}

    return app
