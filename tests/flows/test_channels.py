"""Which channels there are by the environment: what is not set up fails aloud."""

from __future__ import annotations

import asyncio

import pytest

from flows.channels import channels_of
from notices.channels.port import Channel
from notices.subscriptions.records import RouteKind
from tests.notices.channels.messages import a_message

KINDS: tuple[RouteKind, ...] = ("email", "webhook", "slack_webhook", "slack_bot")


def channel_of(kind: RouteKind, environ: dict[str, str]) -> Channel:
    """The one channel that serves a kind of routes."""
    (found,) = (channel for channel in channels_of(environ) if kind in channel.kinds)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_route_has_one_channel(kind: RouteKind) -> None:
    """With nothing set up too."""
    assert channel_of(kind, {}).seconds > 0


@pytest.mark.parametrize(
    ("kind", "environ", "said"),
    [
        ("email", {}, "no mail server is configured"),
        ("slack_bot", {}, "no Slack app is configured"),
        ("email", {"CALLBOARD_SMTP": "no place"}, "mail is set up wrongly; see `callboard doctor`"),
        ("slack_bot", {"CALLBOARD_SLACK_TOKEN": "s3cret"}, "the Slack app is set up wrongly"),
        ("webhook", {"CALLBOARD_WEBHOOK_PORTS": "x"}, "sending to webhooks is set up wrongly"),
    ],
)
def test_what_is_not_set_up_fails_and_says_why(
    kind: RouteKind, environ: dict[str, str], said: str
) -> None:
    """The delivery is tried again, and its reason holds no secret."""
    answer = asyncio.run(channel_of(kind, environ).deliver(a_message()))

    assert answer.outcome == "failed"
    assert answer.detail.startswith(said)
    assert "s3cret" not in answer.detail
