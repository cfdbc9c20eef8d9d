"""What was sent over a route lately, as whoever reads there sees it; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from console.web.views.moments import Shown, shown_in_full
from notices.outbox.delivery import Delivery, DeliveryState
from notices.outbox.rows import CONFIRM, SAID, TEST
from notices.wording.phrases import rung_words

#: The shape of a delivery's state, and its words: a mail server's yes is not yet an arrival.
_DELIVERED: Mapping[DeliveryState, tuple[str, str]] = {
    "pending": ("waiting", "on its way"),
    "leased": ("running", "being sent"),
    "accepted": ("done", "accepted by the mail server"),
    "delivered": ("done", "taken"),
    "failing": ("late", "fails, is tried again"),
    "failed": ("failed", "could not be delivered"),
    "superseded": ("skipped", "overtaken by a newer revision"),
    "suppressed": ("skipped", "not sent"),
    "acknowledged": ("go", "acknowledged"),
}
#: The zone of real instants on a page that has no other.
_ZONE = "Europe/London"
_MOST = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A delivery to the route."""

    what: str
    shape: str
    state: str
    at: Shown | None
    attempts: int
    #: Why it was not taken; empty if it was, or was not tried yet.
    why: str
    #: When it is tried again.
    again: Shown | None


def sent_lately(deliveries: Iterable[Delivery], route: str) -> tuple[Sent, ...]:
    """What was sent over a route, the newest first."""
    theirs = [one for one in deliveries if one.id.route == route]
    newest = sorted(theirs, key=_when, reverse=True)[:_MOST]
    return tuple(
        Sent(
            what=_what(one),
            shape=_DELIVERED[one.state][0],
            state=_DELIVERED[one.state][1],
            at=shown_in_full(_at(one), _ZONE),
            attempts=len(one.attempts),
            why=one.answer if _fails(one) else "",
            again=shown_in_full(one.retry_at, _ZONE) if _fails(one) else None,
        )
        for one in newest
    )


def _fails(delivery: Delivery) -> bool:
    tried_again = delivery.state in ("pending", "leased") and bool(delivery.attempts)
    return tried_again or delivery.state in ("failing", "failed")


def _at(delivery: Delivery) -> datetime | None:
    if delivery.acknowledged_at is not None:
        return delivery.acknowledged_at
    return delivery.attempts[-1].at if delivery.attempts else delivery.retry_at


def _when(delivery: Delivery) -> float:
    at = _at(delivery)
    return at.timestamp() if at is not None else 0.0


def _what(delivery: Delivery) -> str:
    event, _, rung = delivery.id.event.partition(":")
    if event == SAID:
        return f"{delivery.id.notice} revision {delivery.id.revision}"
    words = {CONFIRM: "Request to confirm", TEST: "Test", "warning": "Word of a route that ended"}
    if event in words:
        return words[event]
    return (
        f"{delivery.id.notice} revision {delivery.id.revision}, reminder {rung_words(rung)} before"
    )
