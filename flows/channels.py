"""Which channels there are to send over, by the operator's environment.

A kind of route whose settings are missing is not passed over: its deliveries fail and say why, so
that somebody finds out. A channel belongs to the event loop that it was first used on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.sending_nothing import MISSET, Unset
from notices.channels.email import EmailChannel
from notices.channels.http_settings import policy_of
from notices.channels.mail_settings import mail_settings
from notices.channels.port import Channel
from notices.channels.slack import SlackWebhookChannel, slack_bot_from
from notices.channels.webhook import WebhookChannel
from notices.subscriptions.records import RouteKind
from runbooks.errors import SettingsError


def channels_of(environ: Mapping[str, str]) -> tuple[Channel, ...]:
    """A channel for each kind of route, whatever of it is set up."""
    return (
        _made("email", "mail", lambda: _mail(environ)),
        _made("webhook", "sending to webhooks", lambda: WebhookChannel(policy_of(environ))),
        SlackWebhookChannel(),
        _made("slack_bot", "the Slack app", lambda: _bot(environ)),
    )


def _made(kind: RouteKind, what: str, make: Callable[[], Channel]) -> Channel:
    try:
        return make()
    except SettingsError:
        # What is wrong with it may hold a secret: the operator's terminal says it, not a journal.
        return Unset((kind,), f"{what} {MISSET}")


def _mail(environ: Mapping[str, str]) -> Channel:
    settings = mail_settings(environ)
    if settings is None:
        return Unset(("email",), "no mail server is configured")
    return EmailChannel(settings)


def _bot(environ: Mapping[str, str]) -> Channel:
    return slack_bot_from(environ) or Unset(("slack_bot",), "no Slack app is configured")
