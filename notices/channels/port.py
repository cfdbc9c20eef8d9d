"""The port that every channel keeps to: it tries once, for some seconds, and says how that went.

When to try again is not a channel's business but the sender's (`notices/outbox/schedule.py`). The
in-app copy needs no channel: it is the stream of notices itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from notices.core.notice import Notice
from notices.outbox.events import Outcome
from notices.subscriptions.records import Route, RouteKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """Where a message leads; whole addresses, `""` where there is none."""

    #: The notice for people, its calendar file, and its data.
    html: str = ""
    ics: str = ""
    json: str = ""
    #: Pages of the one who reads: to acknowledge, to unsubscribe (POST acts at once, RFC 8058), and
    #: to look after the subscription.
    acknowledge: str = ""
    unsubscribe: str = ""
    manage: str = ""
    #: To confirm a route that was asked for.
    confirm: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message to one route; all but `at` is the same on every attempt."""

    #: What the other side knows it by, such as `msg_...`: the same on every attempt.
    id: str
    #: The delivery's key.
    key: str
    #: The type on the wire, such as `outage.notice.extended` or `outage.subscription.confirm`.
    type: str
    #: The first line: `EES out of service: extended`, marked if it is a rehearsal's.
    subject: str
    text: str
    #: The JSON that a machine is sent: exactly these bytes are signed.
    payload: bytes
    #: The notice it is about; None for what confirms or tests a route, or warns an approver.
    notice: Notice | None
    #: The rung, if it is a reminder.
    reminder: str = ""
    route: Route
    #: The opened address, and the secrets that sign, the newest first.
    address: str = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    links: Links = Links()
    #: The instant of this attempt (UTC).
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """How one attempt ended."""

    outcome: Outcome
    #: What was answered, in a few words; never an address or a secret.
    detail: str
    #: The answer's status code, if there was an answer.
    status: int | None = None
    #: Seconds that the other side asks us to wait at least; 0 if it does not say.
    retry_after: float = 0
    #: Whether too much was asked of the other side (429): the next try is no sooner than 300 s.
    throttled: bool = False
    #: Whether the route is gone (410) and is to be disabled, with its owner told.
    gone: bool = False


class Channel(Protocol):
    """A way to reach people outside. One object serves many deliveries at a time."""

    @property
    def kinds(self) -> tuple[RouteKind, ...]:
        """The kinds of routes it serves."""

    @property
    def seconds(self) -> float:
        """The longest that one attempt can take; a claim lasts longer than that."""

    async def deliver(self, message: Message, /) -> Answer:
        """Try once. It answers for whatever happens, and raises nothing but bugs."""

    async def close(self) -> None:
        """Let go of connections; a second call does nothing."""
