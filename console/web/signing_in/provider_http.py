"""Asking the identity provider by HTTP: with an end to every wait, and to every answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx

from runbooks.errors import CallboardError

#: Seconds that the provider has for each answer, and bytes that an answer may have.
_ANSWER, _LONGEST = 5.0, 1_000_000
#: How it says that something was refused: with a reason, in JSON.
_REFUSALS = (400, 401, 403)


class ProviderDown(CallboardError):
    """The identity provider does not answer, or not as such a one does; `why` is for the log."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(
            "The identity provider does not answer as it should.",
            hint="Sign in with a password of Callboard if you have one, or try again later.",
        )


@contextmanager
def client_of(issuer: str) -> Iterator[httpx.Client]:
    """A client for one exchange; a proxy of the environment is asked for what is elsewhere."""
    elsewhere = urlsplit(issuer).scheme == "https"
    with httpx.Client(timeout=_ANSWER, follow_redirects=False, trust_env=elsewhere) as client:
        yield client


def fetched(client: httpx.Client, url: str, token: str | None = None) -> Mapping[str, Any]:
    """The JSON object at an address; raises ProviderDown."""
    headers = {"Authorization": f"Bearer {token}"} if token else None
    return _answer(client, client.build_request("GET", url, headers=headers))


def posted(
    client: httpx.Client, url: str, form: Mapping[str, str], auth: httpx.Auth | None
) -> Mapping[str, Any]:
    """The JSON object that answers a form, also one that refuses it; raises ProviderDown."""
    return _answer(client, client.build_request("POST", url, data=form), auth, also=_REFUSALS)


def _answer(
    client: httpx.Client,
    request: httpx.Request,
    auth: httpx.Auth | None = None,
    also: tuple[int, ...] = (),
) -> Mapping[str, Any]:
    where = request.url.host
    try:
        answer = client.send(request, auth=auth, stream=True)
        try:
            if answer.status_code not in (200, *also):
                raise ProviderDown(f"{where} answered {answer.status_code}")
            found = json.loads(_body(answer, where))
        finally:
            answer.close()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as error:
        raise ProviderDown(f"{where}: {type(error).__name__}") from error
    if not isinstance(found, dict):
        raise ProviderDown(f"{where} answered no object")
    return found


def _body(answer: httpx.Response, where: str) -> bytes:
    body = b""
    for part in answer.iter_bytes():
        body += part
        if len(body) > _LONGEST:
            raise ProviderDown(f"{where} answered too much")
    return body
