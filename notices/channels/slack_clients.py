"""slack-sdk's clients, held to one request and to what is said here.

By themselves they follow redirects (with the token, and to any host), read answers of any length,
obey proxies of the environment, post again after a connection broke, and log addresses. Slack
redirects nobody; whoever else does so would only learn what is not meant for them.
"""

from __future__ import annotations

import json
import logging
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any
from urllib.request import (
    HTTPErrorProcessor,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from slack_sdk.web import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse

#: Bytes of an answer that are read.
MOST_READ = 20_000
API = "https://slack.com/api/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """An answer as it came, whatever its status; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: str


class _AsItIs(HTTPErrorProcessor):
    """Every status is an answer: nothing is raised, and no redirect followed."""

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        """Leave the answer as it is."""
        del request
        return response

    def https_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        """Leave the answer as it is."""
        return self.http_response(request, response)


def an_opener(context: ssl.SSLContext) -> OpenerDirector:
    """What opens a connection: directly, and once."""
    return build_opener(ProxyHandler({}), HTTPSHandler(context=context), _AsItIs())


def heard(opener: OpenerDirector, request: Request, seconds: float) -> Heard:
    """The answer to a request; raises OSError and HTTPException, which may quote the address."""
    deadline = time.monotonic() + seconds
    read = b""
    with opener.open(request, timeout=seconds) as answer:
        while len(read) < MOST_READ and time.monotonic() < deadline:
            part = answer.read1(MOST_READ - len(read))
            if not part:
                break
            read += part
        return Heard(
            status=answer.status,
            headers={name.lower(): value for name, value in answer.headers.items()},
            body=read.decode("utf-8", "replace"),
        )


class HookClient(WebhookClient):
    """Posts to one incoming webhook."""

    def __init__(self, url: str, opener: OpenerDirector, seconds: float) -> None:
        super().__init__(url, logger=_silent(), retry_handlers=[])
        self._opener, self._seconds = opener, seconds

    def _perform_http_request_internal(self, url: str, req: Request) -> WebhookResponse:
        answer = heard(self._opener, req, self._seconds)
        return WebhookResponse(
            url=url, status_code=answer.status, body=answer.body, headers=dict(answer.headers)
        )


class ApiClient(WebClient):
    """Calls Slack's Web API with a bot's token."""

    def __init__(self, token: str, base_url: str, opener: OpenerDirector, seconds: float) -> None:
        super().__init__(token, base_url=base_url, logger=_silent(), retry_handlers=[])
        self._opener, self._seconds = opener, seconds

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        del url  # the request has it too
        answer = heard(self._opener, req, self._seconds)
        return {
            "status": answer.status,
            "headers": dict(answer.headers),
            "body": _an_object(answer.body),
        }


def _an_object(body: str) -> str:
    """The body if it is a JSON object, as every answer of Slack's API is; else one that says so."""
    try:
        if isinstance(json.loads(body), dict):
            return body
    except (ValueError, RecursionError):
        pass
    return '{"ok": false, "error": "unexpected_answer"}'


def _silent() -> logging.Logger:
    """A log outside the tree that nobody can turn on: slack-sdk writes addresses into its own."""
    return logging.Logger("slack", level=logging.CRITICAL + 1)  # noqa: LOG001 - on purpose
