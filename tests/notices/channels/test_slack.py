"""Slack, against a real server on loopback that speaks its answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from notices.channels.port import Answer
from tests.notices.channels.messages import FIRST_LINE
from tests.notices.channels.slack_posting import CHANNEL, TOKEN, botted, hooked
from tests.notices.channels.slack_server import Reply


def said(**data: Any) -> Reply:
    """An answer of the Web API."""
    return Reply(status=data.pop("status", 200), body=json.dumps(data))


def test_webhook_gets_text_and_blocks() -> None:
    """The text stands at the top level, and its first line names the notice."""
    answer, server = hooked()
    (posted,) = server.posted
    assert answer == Answer(outcome="delivered", status=200, detail="ok")
    assert (posted.method, posted.path) == ("POST", "/services/T000/B000/secret")
    assert posted.body["text"].splitlines()[0] == FIRST_LINE
    assert posted.body["blocks"][0]["type"] == "header"
    assert posted.body["unfurl_links"] is False


def test_bot_posts_to_its_channel() -> None:
    """With its token; Slack's stamp is kept, by which the message can be found."""
    answer, server = botted(said(ok=True, ts="1789.000100", channel=CHANNEL))
    (posted,) = server.posted
    assert answer == Answer(outcome="delivered", status=200, detail="ok, ts 1789.000100")
    assert posted.path == "/api/chat.postMessage"
    assert posted.headers["authorization"] == f"Bearer {TOKEN}"
    assert posted.body["channel"] == CHANNEL
    assert posted.body["text"].splitlines()[0] == FIRST_LINE
    assert posted.body["blocks"][0]["type"] == "header"


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, "<html>sign in</html>", "failed"),
        (400, "invalid_payload", "refused"),
        (403, "action_prohibited", "refused"),
        (404, "no_service", "refused"),
        (410, "channel_is_archived", "refused"),
        (500, "rollup_error", "failed"),
        (503, "", "failed"),
    ],
)
def test_webhook_refusal_is_final_or_not(status: int, body: str, outcome: str) -> None:
    """What Slack refuses for good goes over the fallback; it is posted exactly once."""
    answer, server = hooked(Reply(status=status, body=body))
    assert (answer.outcome, answer.status) == (outcome, status)
    assert len(server.posted) == 1
    if status >= 400:
        assert answer.detail == f"Slack answered {status}{f' {body}' if body else ''}."


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("channel_not_found", "refused"),
        ("not_in_channel", "refused"),
        ("is_archived", "refused"),
        ("invalid_auth", "refused"),
        ("token_revoked", "refused"),
        ("msg_too_long", "refused"),
        ("invalid_blocks", "refused"),
        ("some_error_of_next_year", "refused"),
        ("internal_error", "failed"),
        ("service_unavailable", "failed"),
        ("ratelimited", "failed"),
    ],
)
def test_bot_error_is_final_or_not(error: str, outcome: str) -> None:
    """The Web API answers 200 to whatever it refuses."""
    answer, server = botted(said(ok=False, error=error))
    assert (answer.outcome, answer.detail) == (outcome, f"Slack answered 200 {error}.")
    assert len(server.posted) == 1


@pytest.mark.parametrize("post", [hooked, botted])
def test_slack_says_how_long_to_wait(post: Any) -> None:
    """Some seconds; only where it does not say, a long time passes."""
    answer, server = post(Reply(status=429, body="{}", headers={"Retry-After": "30"}))
    assert (answer.outcome, answer.retry_after, answer.throttled) == ("failed", 30, False)
    assert len(server.posted) == 1
    assert post(Reply(status=429, body="{}"))[0].throttled
