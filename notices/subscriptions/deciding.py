"""What deciding about subscribers and about routes has in common."""

from __future__ import annotations

from notices.subscriptions import events as e
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.records import Route, Subscriber, Subscriptions
from rehearsals.core.command import Refusal

#: The events of a command, or why not.
Answer = tuple[e.SubscriptionEvent, ...] | Refusal


def added(subscriber: str, one: Organisation, *, listed: bool) -> e.SubscriberAdded:
    """The event by which an organisation is told from now on."""
    return e.SubscriberAdded(
        subscriber=subscriber,
        name=one.name.strip(),
        roles=tuple(dict.fromkeys(one.roles)),
        mpids=tuple(dict.fromkeys(one.mpids)),
        listed=listed,
    )


def requested(owner: Subscriber, route: NewRoute, *, signed_up: bool = False) -> e.RouteRequested:
    """The event by which a route of a subscriber waits to be confirmed."""
    return e.RouteRequested(
        route=f"{owner.id}-{owner.numbered + 1}",
        subscriber=owner.id,
        kind=route.kind,
        address=route.address,
        shown=route.shown,
        mark=route.mark,
        label=route.label.strip(),
        interest=route.interest,
        role_mailbox=route.role_mailbox,
        test=route.test,
        calendar=route.calendar,
        fallback=route.fallback,
        signed_up=signed_up,
    )


def same_address(subs: Subscriptions, route: NewRoute, subscriber: str = "") -> Route | None:
    """A standing route to the same address for the same kind of notices, real ones or tests.

    Of one subscriber; of any if none is named.
    """
    for one in subs.routes.values():
        if (
            one.mark == route.mark
            and one.test == route.test
            and one.state != "removed"
            and subscriber in ("", one.subscriber)
        ):
            return one
    return None
