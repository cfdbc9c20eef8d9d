"""Slack, by an incoming webhook. Its address is a secret: never stored, journalled or shown."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Collection, Mapping
from http.client import HTTPException
from typing import Any
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from slack_sdk.webhook import WebhookClient, WebhookResponse

from notices.channels import Answer, Channel
from notices.notice import Notice
from runbooks.errors import SettingsError

VARIABLE = "CALLBOARD_SLACK_WEBHOOK"
#: Where Slack's webhooks live.
SLACK_ORIGINS = ("https://hooks.slack.com", "https://hooks.slack-gov.com")
#: Seconds for connecting, and for each read.
TIMEOUT = 10
#: How much of an answer is read in bytes, and shown in characters.
LONGEST_ANSWER, LONGEST_DETAIL = 4096, 200
_OK, _TOO_MANY, _SERVER_ERROR = 200, 429, 500


def slack_channels(environ: Mapping[str, str] | None = None) -> tuple[Channel, ...]:
    """The Slack channel if the environment names its webhook; raises SettingsError."""
    url = (os.environ if environ is None else environ).get(VARIABLE, "").strip()
    return (SlackChannel(url),) if url else ()


class SlackChannel:
    """Posts notices to one Slack channel."""

    name = "slack"

    def __init__(self, url: str, *, origins: Collection[str] = SLACK_ORIGINS) -> None:
        """Keep the address in memory only; raises SettingsError if it is on none of `origins`."""
        self._path = _checked_path(url, origins)
        # slack-sdk logs addresses, so it gets a log outside the tree that nobody can turn on.
        silent = logging.Logger("slack", level=logging.CRITICAL + 1)  # noqa: LOG001 - on purpose
        self._client = _Client(url, timeout=TIMEOUT, retry_handlers=[], logger=silent)

    def deliver(self, _notice: Notice, text: str, /) -> Answer:
        """Post a notice's text once."""
        try:
            response = self._client.send(text=escaped(text), unfurl_links=False)
        except (OSError, HTTPException) as error:
            detail = self._shown(f"{type(error).__name__}: {error}")
            return Answer(delivered=False, detail=detail, retry=True)
        status, body = response.status_code, response.body
        detail = self._shown(body) or "no words"
        if status == _OK:  # anything but `ok` did not come from Slack
            return Answer(delivered=body == "ok", status=status, detail=detail, retry=body != "ok")
        return Answer(
            delivered=False,
            status=status,
            detail=detail,
            retry=status == _TOO_MANY or status >= _SERVER_ERROR,
            retry_after=_seconds(response.headers.get("Retry-After", "")),
        )

    def _shown(self, answer: str) -> str:
        """A few words of an answer, without the address: error pages like to quote it."""
        return " ".join(answer.replace(self._path, "[webhook]").split())[:LONGEST_DETAIL]


class _NoRedirects(HTTPRedirectHandler):
    """Slack redirects nobody: whoever does would only learn what is not meant for them."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Leave the redirect as the answer it is."""


class _Client(WebhookClient):
    """slack-sdk's client, which by itself follows redirects and reads answers of any length."""

    def _perform_http_request_internal(self, url: str, req: Request) -> WebhookResponse:
        opener = build_opener(_NoRedirects, HTTPSHandler(context=self.ssl))
        with opener.open(req, timeout=self.timeout) as answer:
            return WebhookResponse(
                url=url,
                status_code=answer.status,
                body=answer.read(LONGEST_ANSWER).decode("utf-8", "replace"),
                headers=dict(answer.headers.items()),
            )


def escaped(text: str) -> str:
    """Text as Slack wants it: no links, mentions or commands can be made of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _checked_path(url: str, origins: Collection[str]) -> str:
    origin = next((origin for origin in origins if url.startswith(f"{origin}/")), None)
    path = url[len(origin) :] if origin else ""
    if not re.fullmatch(r"/[A-Za-z0-9/_-]+", path):
        raise SettingsError(
            f"{VARIABLE} is not the address of a Slack webhook.",
            hint=f"It begins with {SLACK_ORIGINS[0]}/services/; Slack shows it once, where the"
            " webhook was made.",
        )
    return path


def _seconds(header: str) -> float:
    return float(header) if header.isascii() and header.isdigit() else 0.0
