"""A real OpenID Connect provider, Canaille, in a process of its own, while a test needs it.

It knows discovery, PKCE, nonces, `prompt=login`, `max_age` and `auth_time`. Run as a program it
is the provider: told once on its standard input whom it knows, and then which clients it serves.
"""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).parents[1]
CLIENT = "callboard"
PASSWORD = "a password of the provider"  # noqa: S105 - known to nobody but the tests
#: Where the sign-in pages of the provider have their fields: the name first, the password after.
NAME_FIELD, PASSWORD_FIELD = "login", "password"


@dataclass(frozen=True, kw_only=True, slots=True)
class Someone:
    """A person whom the provider knows; `name` is what they sign in with, and their `sub`."""

    name: str
    email: str
    given_name: str = "Some"
    family_name: str = "One"
    password: str = PASSWORD


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """A provider that answers at `issuer`."""

    issuer: str
    client_secret: str
    client_id: str = CLIENT
    process: subprocess.Popen[str] = field(repr=False)

    def admit(self, *redirect_uris: str) -> None:
        """Let the client be sent back to these addresses, and to no others."""
        tell(
            self.process,
            {"id": self.client_id, "secret": self.client_secret} | {"redirect_uris": redirect_uris},
        )


@contextmanager
def identity_provider(*people: Someone) -> Iterator[Provider]:
    """A provider that knows these people, and a client that it must be told where to send back to.

    Its people sign in with two forms, one after the other: see `NAME_FIELD`, `PASSWORD_FIELD`.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.identity"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        known = [{key: getattr(one, key) for key in one.__dataclass_fields__} for one in people]
        issuer = tell(process, {"people": known})
        yield Provider(issuer=issuer, client_secret=secrets.token_urlsafe(), process=process)


def tell(process: subprocess.Popen[str], what: dict[str, Any]) -> str:
    """Tell the provider something; its answer, once it has taken it in."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(what) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline().strip()
    assert answer, "the identity provider ended"
    return answer


def _provide(told: TextIO, said: TextIO) -> None:
    """Be the provider until nobody is left to tell it anything."""
    from threading import Thread  # noqa: PLC0415 - only the program needs what it is made of

    from canaille import create_app  # type: ignore[import-untyped]  # noqa: PLC0415
    from canaille.app import models  # type: ignore[import-untyped]  # noqa: PLC0415
    from joserfc.jwk import RSAKey  # noqa: PLC0415
    from werkzeug.serving import make_server  # noqa: PLC0415

    key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    server.app = app = create_app(
        {
            "SECRET_KEY": secrets.token_urlsafe(32),
            "SERVER_NAME": f"127.0.0.1:{server.port}",
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False, "HTMX": False},
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
        },
        env_file="/dev/null",
    )
    known: dict[str, Any] = {}
    with app.app_context():
        for one in json.loads(told.readline())["people"]:
            name, email = one.pop("name"), one.pop("email")
            full = f"{one['given_name']} {one['family_name']}"
            app.backend.save(
                models.User(user_name=name, emails=[email], formatted_name=full, **one)
            )
    Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.port}", file=said, flush=True)
    for line in told:
        with app.app_context():
            _admit(app, models, known, json.loads(line))
        print("admitted", file=said, flush=True)


def _admit(app: Any, models: Any, known: dict[str, Any], asked: dict[str, Any]) -> None:
    """Serve a client; one that is known already gets other addresses."""
    if asked["id"] in known:
        app.backend.delete(known.pop(asked["id"]))
    client = models.Client(
        client_id=asked["id"],
        client_secret=asked["secret"],
        client_name="Callboard",
        client_uri="http://127.0.0.1",
        redirect_uris=asked["redirect_uris"],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid", "profile", "email"],
        token_endpoint_auth_method="client_secret_basic",  # noqa: S106 - the name of a method
    )
    app.backend.save(client)
    client.audience = [client]
    app.backend.save(client)
    known[asked["id"]] = client


if __name__ == "__main__":
    _provide(sys.stdin, sys.stdout)
