"""Slack: by incoming webhooks, whose addresses are secrets, or by a bot asked into channels.

One post an attempt; the outbox decides when to try again. Slack can neither be told that a message
was sent before nor be asked to take it back, so its first line names notice and revision.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Collection, Mapping
from http.client import HTTPException

from slack_sdk.errors import SlackApiError

from notices.channels.addresses import SLACK_ORIGINS, check_slack_channel, check_slack_url
from notices.channels.blocks import blocks_of, text_of
from notices.channels.http_transport import usual_context
from notices.channels.port import Answer, Message
from notices.channels.slack_answers import bot_answer, hook_answer, no_answer
from notices.channels.slack_clients import API, ApiClient, HookClient, an_opener
from notices.subscriptions.records import RouteKind
from runbooks.errors import SettingsError

VARIABLE = "CALLBOARD_SLACK_TOKEN"
#: Seconds for connecting, and again for the answer.
TIMEOUT = 10.0
_TOKEN = re.compile(r"xox[a-z]-[A-Za-z0-9-]{10,250}")


class SlackWebhookChannel:
    """Posts to incoming webhooks, each route's own."""

    kinds: tuple[RouteKind, ...] = ("slack_webhook",)

    def __init__(
        self, *, origins: Collection[str] = SLACK_ORIGINS, timeout: float = TIMEOUT
    ) -> None:
        """Trials name a server of their own in `origins`."""
        self.seconds = 2 * timeout + 1
        self._origins, self._timeout = origins, timeout
        self._opener = an_opener(usual_context())

    async def deliver(self, message: Message, /) -> Answer:
        """Post once."""
        problem = check_slack_url(message.address, self._origins)
        if problem:
            return Answer(outcome="refused", detail=problem)
        return await _beside(lambda: self._post(message), self.seconds)

    async def close(self) -> None:
        """Nothing to let go of: each post has a connection of its own."""

    def _post(self, message: Message) -> Answer:
        client = HookClient(message.address, self._opener, self._timeout)
        response = client.send(
            text=text_of(message),
            blocks=blocks_of(message),
            unfurl_links=False,
            unfurl_media=False,
        )
        headers = {name.lower(): value for name, value in response.headers.items()}
        return hook_answer(response.status_code, headers, response.body, at=message.at)


class SlackBotChannel:
    """Posts as a bot to the channels whose ids the routes have."""

    kinds: tuple[RouteKind, ...] = ("slack_bot",)

    def __init__(self, token: str, *, base_url: str = API, timeout: float = TIMEOUT) -> None:
        """Raises SettingsError for what is no token; trials name a server in `base_url`."""
        if not _TOKEN.fullmatch(token):
            raise SettingsError(
                f"{VARIABLE} is not the token of a Slack app.",
                hint="It begins with xoxb-; Slack shows it under OAuth & Permissions of the app.",
            )
        self.seconds = 2 * timeout + 1
        self._client = ApiClient(token, base_url, an_opener(usual_context()), timeout)

    async def deliver(self, message: Message, /) -> Answer:
        """Post once."""
        problem = check_slack_channel(message.address)
        if problem:
            return Answer(outcome="refused", detail=problem)
        return await _beside(lambda: self._post(message), self.seconds)

    async def close(self) -> None:
        """Nothing to let go of: each post has a connection of its own."""

    def _post(self, message: Message) -> Answer:
        try:
            response = self._client.chat_postMessage(
                channel=message.address,
                text=text_of(message),
                blocks=blocks_of(message),
                unfurl_links=False,
                unfurl_media=False,
            )
        except SlackApiError as error:
            response = error.response
        data = response.data if isinstance(response.data, dict) else {}
        return bot_answer(response.status_code, response.headers, data, at=message.at)


def slack_bot_from(environ: Mapping[str, str] | None = None) -> SlackBotChannel | None:
    """The bot whose token the environment has, if it has one; raises SettingsError."""
    token = (os.environ if environ is None else environ).get(VARIABLE, "").strip()
    return SlackBotChannel(token) if token else None


async def _beside(post: Callable[[], Answer], seconds: float) -> Answer:
    """The answer to a post that is made on a thread: slack-sdk waits for what it asks."""
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.to_thread(post)
    except (OSError, HTTPException) as error:
        return no_answer(error)
