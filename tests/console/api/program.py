"""A program for tests: it holds a token, and asks the API of a place."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import httpx

from rehearsals.people.asked import IssueToken, NewToken
from rehearsals.people.secrets import mint_token
from rehearsals.people.words import SCOPES, Scope
from tests.console.web.client import Client
from tests.console.web.place import PASSWORD, Place

API = "/api/v1"
#: The password of tests, once more.
SURELY = {"Callboard-Password": PASSWORD}
_numbers = count(1)


class Program:
    """Asks the API with a token, and with a new key for each write."""

    def __init__(self, client: Client, token: str | None) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Read."""
        return self.client.get(f"{API}{path}", headers={**self.headers, **headers})

    def post(
        self, path: str, body: Any = None, *, key: str | None = None, **more: Any
    ) -> httpx.Response:
        """Write JSON, or what `more` says."""
        headers = {
            **self.headers,
            "Idempotency-Key": key or f"key-{next(_numbers)}",
            **more.pop("headers", {}),
        }
        content = {"json": body} if body is not None else more
        return self.client.request("POST", f"{API}{path}", headers=headers, **content)

    def command(self, run: str, name: str, body: Any, **more: Any) -> httpx.Response:
        """Give a command on a run."""
        return self.post(f"/runs/{run}/commands/{name}", body, **more)


def token_of(place: Place, person: str, *scopes: Scope, days: float = 1) -> str:
    """A token of somebody, by default for everything."""
    minted = mint_token()
    new = NewToken(
        token=minted.id,
        hash=minted.hash,
        scopes=scopes or SCOPES,
        expires_at=place.clock.now() + timedelta(days=days),
    )
    name = f"token-{next(_numbers)}"
    place.house.writer.people(IssueToken(id=name, actor="adm", person=person, token=new))
    return minted.secret


def program(place: Place, person: str, *scopes: Scope) -> Program:
    """A program that acts for somebody."""
    return Program(place.browser(), token_of(place, person, *scopes))
