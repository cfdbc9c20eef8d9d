"""How much may be asked: so that nobody fills the journal, or somebody's mailbox, from outside.

All limits are decided from the subscriptions and the instant; nothing is counted anywhere else.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from notices.subscriptions.records import Route, Subscriptions
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse

#: How long a request waits to be confirmed.
EXPIRES = timedelta(days=7)
#: Routes of a subscriber at a time.
ROUTES = 40
#: Messages to one address that has confirmed nothing, within a day.
PER_ADDRESS, ADDRESS_SPAN = 3, timedelta(days=1)
#: Requests from the public page: within an hour, and at a time.
PER_HOUR, HOUR = 60, timedelta(hours=1)
AT_A_TIME = 500
#: Between two messages that were asked for by hand to one route, and how many there may be to one
#: that has not confirmed.
BETWEEN = timedelta(minutes=2)
MESSAGES = 5


def expired(route: Route, now: datetime) -> bool:
    """Whether a request was not confirmed in time."""
    return route.state == "pending" and now >= route.last_asked_at + EXPIRES


def check_room(subs: Subscriptions, subscriber: str) -> Refusal | None:
    """A subscriber has room for one more route."""
    if len(subs.routes_of(subscriber)) < ROUTES:
        return None
    return refuse(
        "too-many-routes",
        f"{subscriber} has {ROUTES} routes, and no more fit.",
        "Remove one that is not needed.",
    )


def check_public(subs: Subscriptions, mark: str, now: datetime) -> Refusal | None:
    """Somebody from outside may ask for a route now, to an address known by its mark."""
    routes = subs.routes.values()
    if _messages_to(subs, mark, now) >= PER_ADDRESS:
        return _throttled("This address was asked too often to confirm.")
    recent = sum(1 for one in routes if one.signed_up and now - one.requested_at < HOUR)
    waiting = sum(1 for one in routes if one.signed_up and one.state == "pending")
    if recent >= PER_HOUR or waiting >= AT_A_TIME:
        return refuse(
            "too-many-requests",
            "Too many people sign up at this moment.",
            "Try again later, or ask the operator.",
        )
    return None


def check_message(subs: Subscriptions, route: Route, now: datetime) -> Refusal | None:
    """Another message may be asked for to a route now."""
    if route.state == "pending" and (
        route.asked >= MESSAGES or _messages_to(subs, route.mark, now) >= MESSAGES
    ):
        return _throttled(f"{route.id} was sent {route.asked} messages, and confirmed none.")
    if now - route.last_asked_at < BETWEEN:
        return refuse(
            "too-soon",
            f"A message to {route.id} was asked for less than two minutes ago.",
            "Wait for it; look among unwanted mail."
            if route.kind == "email"
            else "Wait for it; what is not taken is tried again by itself.",
        )
    return None


def _messages_to(subs: Subscriptions, mark: str, now: datetime) -> int:
    """Messages of the last day to an address that has never confirmed."""
    return sum(
        one.asked
        for one in subs.routes.values()
        if one.mark == mark and one.verified_at is None and now - one.last_asked_at < ADDRESS_SPAN
    )


def _throttled(message: str) -> Refusal:
    return refuse("address-throttled", message, "Try again tomorrow, or ask the operator.")
