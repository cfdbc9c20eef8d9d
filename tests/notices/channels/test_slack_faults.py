"""Slack when it, or what is taken for it, does not answer as it should; and what stays secret."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest

from notices.channels.port import Answer
from notices.channels.slack import VARIABLE, SlackBotChannel, SlackWebhookChannel, slack_bot_from
from runbooks.errors import SettingsError
from tests.notices.channels.messages import a_message
from tests.notices.channels.slack_posting import TOKEN, botted, hooked
from tests.notices.channels.slack_server import Reply, SlackServer, slack_server


@pytest.mark.parametrize("post", [hooked, botted])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_not_followed(post: Any, status: int) -> None:
    """The address that it points to hears nothing, and above all no token."""
    with slack_server() as elsewhere:
        answer, server = post(Reply(status=status, headers={"Location": elsewhere.url}))
    assert answer.outcome != "delivered"
    assert len(server.posted) == 1
    assert not elsewhere.posted


@pytest.mark.parametrize("post", [hooked, botted])
def test_drop_is_posted_once(post: Any) -> None:
    """Nobody knows whether the message arrived; the sender decides when to try again."""
    answer, server = post(Reply(status=0))
    assert (answer.outcome, answer.status) == ("failed", None)
    assert len(server.posted) == 1


def test_no_answer_in_time_is_a_failure() -> None:
    """It may go better later."""
    answer, server = hooked(Reply(status=-1), timeout=0.1)
    assert answer == Answer(outcome="failed", detail="No answer of Slack's in time.")
    assert len(server.posted) == 1


def test_slack_out_of_reach_is_a_failure() -> None:
    """Nobody listens."""
    with slack_server() as server:
        channel = SlackWebhookChannel(origins=(server.origin,))
    answer = asyncio.run(channel.deliver(a_message(server.url, kind="slack_webhook")))
    assert answer == Answer(outcome="failed", detail="Slack takes no connection, or it broke.")


@pytest.mark.parametrize("post", [hooked, botted])
@pytest.mark.parametrize("status", [200, 400, 500])
def test_endless_answer_is_not_read_to_its_end(post: Any, status: int) -> None:
    """Nor shown."""
    answer, _ = post(Reply(status=status, body="x" * 100_000))
    assert answer.outcome != "delivered"
    assert len(answer.detail) < 100


@pytest.mark.parametrize("body", ["", "[]", "[1]", "null", '"ok"', "ok", "{}", "[" * 9_000])
def test_bot_answer_that_is_none_is_tried_again(body: str) -> None:
    """It did not come from Slack; `{}` says neither yes nor why not, and is final."""
    assert botted(Reply(body=body))[0].outcome == ("refused" if body == "{}" else "failed")


@pytest.mark.parametrize("post", [hooked, botted])
def test_proxy_of_the_environment_is_ignored(post: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be handed the secret address, or the token."""
    with slack_server() as proxy:
        for variable in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(variable, proxy.origin)
        _, server = post()
    assert (len(server.posted), len(proxy.posted)) == (1, 0)


@pytest.mark.parametrize("body", ["/services/T000/B000/secret not found", TOKEN])
@pytest.mark.parametrize("post", [hooked, botted])
def test_secret_is_not_repeated(post: Any, body: str, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in the answer that is kept, nor in a log, whatever is logged."""
    with caplog.at_level(logging.DEBUG):
        answer, _ = post(Reply(status=404, body=json.dumps({"ok": False, "error": body})))
    assert "secret" not in f"{answer} {caplog.text}"


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        (SlackWebhookChannel(), "https://hooks.slack.com.evil.example/services/T/B/x"),
        (SlackWebhookChannel(), "http://169.254.169.254/services/T/B/x"),
        (SlackBotChannel(TOKEN), "#general"),
    ],
)
def test_address_that_is_not_slacks_is_not_posted_to(channel: Any, address: str) -> None:
    """The same rules as when it was entered."""
    answer = asyncio.run(channel.deliver(a_message(address)))
    assert (answer.outcome, answer.status) == ("refused", None)


def test_environment_has_the_token() -> None:
    """Without one there is no bot."""
    assert slack_bot_from({}) is None
    assert slack_bot_from({VARIABLE: f" {TOKEN}\n"}) is not None


@pytest.mark.parametrize("token", ["secret", "xoxb-", "xoxb-secret secret", "https://secret"])
def test_wrong_token_is_named_and_not_shown(token: str) -> None:
    """The message names the variable."""
    with pytest.raises(SettingsError, match=VARIABLE) as refused:
        slack_bot_from({VARIABLE: token})
    assert "secret" not in str(refused.value)


def test_posts_do_not_hold_up_the_loop() -> None:
    """slack-sdk waits; it does so beside."""

    async def beside(server: SlackServer) -> list[str]:
        channel = SlackWebhookChannel(origins=(server.origin,), timeout=5)
        post = asyncio.create_task(channel.deliver(a_message(server.url)))
        order = ["loop"]
        await asyncio.sleep(0)
        server.over.set()
        order.append((await post).outcome)
        return order

    with slack_server(Reply(status=-1)) as server:
        assert asyncio.run(beside(server)) == ["loop", "failed"]
