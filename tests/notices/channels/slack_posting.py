"""Posting to a server on loopback as if it were Slack."""

from __future__ import annotations

import asyncio

from notices.channels.port import Answer
from notices.channels.slack import SlackBotChannel, SlackWebhookChannel
from tests.notices.channels.messages import a_message
from tests.notices.channels.slack_server import Reply, SlackServer, slack_server

TOKEN = "xoxb-000000000000-secret"  # noqa: S105 - nobody's
CHANNEL = "C024BE91L"


def hooked(*replies: Reply, timeout: float = 10) -> tuple[Answer, SlackServer]:
    """The answer to one post by webhook, and the server that gave it."""
    with slack_server(*replies) as server:
        channel = SlackWebhookChannel(origins=(server.origin,), timeout=timeout)
        message = a_message(server.url, kind="slack_webhook")
        return asyncio.run(channel.deliver(message)), server


def botted(*replies: Reply) -> tuple[Answer, SlackServer]:
    """The answer to one post by a bot, and the server that gave it."""
    with slack_server(*replies) as server:
        channel = SlackBotChannel(TOKEN, base_url=server.api)
        return asyncio.run(channel.deliver(a_message(CHANNEL, kind="slack_bot"))), server
