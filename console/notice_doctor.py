"""Whether notices could be sent from here: what is set up, and rightly, and who sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from console.notice_health import health_line
from notices.channels.http_settings import policy_of
from notices.channels.mail_settings import mail_settings
from notices.channels.slack import VARIABLE, slack_bot_from
from notices.outbox.pulse import sender_health
from notices.outbox.rows import POST
from notices.subscriptions.records import RouteKind, Subscriptions
from rehearsals.journal.port import Journal
from runbooks.errors import SettingsError

#: Whether it is well (None: it works, but somebody should look), and what was looked at.
Finding = tuple[bool | None, str]


def channel_findings(environ: Mapping[str, str], subs: Subscriptions) -> Iterator[Finding]:
    """What the environment sets up, and what routes need that it does not."""
    yield _looked(lambda: _mail(environ, subs))
    yield _looked(lambda: _webhooks(environ))
    yield _looked(lambda: _slack(environ, subs))


def sender_findings(journal: Journal, now: datetime) -> Iterator[Finding]:
    """Whether somebody sends; `now` is real time (aware)."""
    health = sender_health(journal, POST, now)
    line = health_line(health, "UTC", now).rstrip(".")
    if not line:
        yield True, "a sender of notices is at work"
    else:
        yield (True if health.due == 0 else None), f"notices: {line[0].lower()}{line[1:]}"


def _looked(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except SettingsError as error:
        return False, str(error)


def _mail(environ: Mapping[str, str], subs: Subscriptions) -> Finding:
    settings = mail_settings(environ)
    if settings is None:
        return _unset("mail: no server is configured (CALLBOARD_SMTP)", "email", subs)
    return True, f"mail goes to {settings.host}:{settings.port}, from {settings.sender}"


def _webhooks(environ: Mapping[str, str]) -> Finding:
    policy = policy_of(environ)
    if policy.loopback:
        return None, "webhooks: receivers on this machine are allowed, which is for trials alone"
    opened = f", besides {', '.join(map(str, policy.networks))}" if policy.networks else ""
    return True, f"webhooks: the open internet{opened}"


def _slack(environ: Mapping[str, str], subs: Subscriptions) -> Finding:
    if slack_bot_from(environ) is None:
        return _unset(f"Slack: incoming webhooks; no app ({VARIABLE})", "slack_bot", subs)
    return True, "Slack: incoming webhooks, and an app"


def _unset(line: str, kind: RouteKind, subs: Subscriptions) -> Finding:
    """What is not set up is in order, unless routes need it."""
    needed = sum(route.active and route.kind == kind for route in subs.routes.values())
    return (None, f"{line}; {needed} active routes need it") if needed else (True, line)
