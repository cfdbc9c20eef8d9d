"""Slack, against a real server on loopback."""

from __future__ import annotations

import logging

import pytest

from notices.channels import Answer
from notices.follower import NoticeFollower
from notices.listing import listing_data, notices_of
from notices.slack import SLACK_ORIGINS, VARIABLE, SlackChannel, escaped, slack_channels
from notices.wording import notice_text
from runbooks.errors import SettingsError
from tests.notices.factories import Stage, a_notice
from tests.notices.slack_server import Reply, SlackServer, slack_server


def a_channel(server: SlackServer) -> SlackChannel:
    """The channel that posts to a server on loopback."""
    return SlackChannel(server.url, origins=(server.origin,))


def posted(*replies: Reply, text: str = "a notice") -> tuple[Answer, SlackServer]:
    """The answer to one post, and the server that gave it."""
    with slack_server(*replies) as server:
        return a_channel(server).deliver(a_notice(), text), server


def test_slack_gets_the_notice_as_plain_text() -> None:
    """The text stands at the top level, its first line names the notice."""
    _, server = posted(text=notice_text(a_notice()))
    ((method, path, body),) = server.requests
    assert (method, path) == ("POST", "/services/T000/B000/secret")
    assert body["text"].startswith("DR1-OUT-EES rev 0 REHEARSAL - no system is out of service\n")


def test_slack_ok_is_delivered() -> None:
    """Slack's own word for taken."""
    assert posted()[0] == Answer(delivered=True, status=200, detail="ok")


def test_slack_text_is_escaped() -> None:
    """A runbook's text can ring nobody and link nowhere."""
    _, server = posted(text="<!channel> & <https://x.example|here>")
    text = server.requests[0][2]["text"]
    assert text == "&lt;!channel&gt; &amp; &lt;https://x.example|here&gt;"


def test_escaping_begins_with_the_ampersand() -> None:
    """What was escaped is not escaped once more."""
    assert escaped("&lt;") == "&amp;lt;"


@pytest.mark.parametrize(
    ("status", "body", "retry"),
    [
        (200, "<html>sign in</html>", True),
        (400, "invalid_payload", False),
        (403, "action_prohibited", False),
        (404, "no_service", False),
        (410, "channel_is_archived", False),
        (429, "", True),
        (500, "rollup_error", True),
        (503, "", True),
    ],
)
def test_slack_refusal_is_a_failed_attempt(status: int, body: str, retry: bool) -> None:
    """Its status and words are kept; some may go better later."""
    answer, server = posted(Reply(status=status, body=body))
    assert (answer.delivered, answer.status, answer.retry) == (False, status, retry)
    assert answer.detail == (body or "no words")
    assert len(server.requests) == 1


@pytest.mark.parametrize(("header", "seconds"), [("30", 30), ("soon", 0), ("", 0)])
def test_slack_pause_is_heeded(header: str, seconds: int) -> None:
    """Retry-After in seconds; other forms count as none."""
    answer, _ = posted(Reply(status=429, headers={"Retry-After": header}))
    assert answer.retry_after == seconds


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_slack_redirect_is_not_followed(status: int) -> None:
    """The address it points to hears nothing."""
    with slack_server() as elsewhere:
        answer, server = posted(Reply(status=status, headers={"Location": elsewhere.url}))
    assert (answer.delivered, answer.status, answer.retry) == (False, status, False)
    assert len(server.requests) == 1
    assert not elsewhere.requests


def test_slack_hanging_up_is_tried_once() -> None:
    """An ambiguous drop is not posted again at once: the sender decides when."""
    answer, server = posted(Reply(status=0))
    assert (answer.delivered, answer.retry, answer.status) == (False, True, None)
    assert len(server.requests) == 1


def test_slack_out_of_reach_is_a_failed_attempt() -> None:
    """Nobody listens: it may go better later."""
    with slack_server() as server:
        channel = a_channel(server)
    answer = channel.deliver(a_notice(), "a notice")
    assert (answer.delivered, answer.retry, answer.status) == (False, True, None)
    assert "refused" in answer.detail.lower()


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.slack.com/services/T/B/x",
        "https://hooks.slack.com.evil.example/services/T/B/x",
        "https://user:word@hooks.slack.com/services/T/B/x",
        "https://hooks.slack.com:8443/services/T/B/x",
        "https://hooks.slack.com",
        "https://hooks.slack.com/services/T/B/x\n",
        "https://127.0.0.1/services/T/B/x",
        "https://[::1/services/T/B/x",
        "hooks.slack.com/services/T/B/x",
        "file:///etc/passwd",
    ],
)
def test_address_that_is_not_slacks_is_refused(url: str) -> None:
    """Only Slack's hosts, only https; the message names the variable and keeps the address."""
    with pytest.raises(SettingsError) as refused:
        SlackChannel(url)
    assert VARIABLE in str(refused.value)
    assert "T/B/x" not in str(refused.value)


@pytest.mark.parametrize("origin", SLACK_ORIGINS)
def test_environment_names_the_webhook(origin: str) -> None:
    """The address comes from the environment."""
    (channel,) = slack_channels({VARIABLE: f"{origin}/services/T/B/x"})
    assert channel.name == "slack"


@pytest.mark.parametrize("environ", [{}, {VARIABLE: " "}])
def test_no_webhook_means_no_channel(environ: dict[str, str]) -> None:
    """Slack is not needed."""
    assert slack_channels(environ) == ()


def test_address_gets_into_no_journal() -> None:
    """Not even if the answer quotes it."""
    stage = Stage()
    stage.go_down()
    with slack_server(Reply(status=404, body="/services/T000/B000/secret not found")) as server:
        NoticeFollower(stage.desk, "DR1", [a_channel(server)]).close()
        (issued,) = notices_of(stage.journal, "DR1")
    (attempt,) = listing_data(issued)["deliveries"][0]["attempts"]
    assert attempt["answer"] == "[webhook] not found"
    assert "secret" not in str(listing_data(issued))


def test_address_gets_into_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """Not even if everything is logged."""
    with caplog.at_level(logging.DEBUG):
        posted()
    assert "secret" not in caplog.text


def test_rehearsal_is_marked_in_slack() -> None:
    """From the fact of the run to the message on the wire."""
    stage = Stage()
    stage.go_down()
    with slack_server() as server:
        NoticeFollower(stage.desk, "DR1", [a_channel(server)]).close()
    ((_, _, body),) = server.requests
    assert body["text"].splitlines()[0] == (
        "DR1-OUT-EES rev 0 REHEARSAL - no system is out of service"
    )
