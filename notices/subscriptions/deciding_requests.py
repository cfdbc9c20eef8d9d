"""Deciding about requests for routes: asked for, confirmed, tried, expired."""

from __future__ import annotations

from datetime import datetime

from notices.subscriptions import asked as a
from notices.subscriptions import events as e
from notices.subscriptions.checks import (
    SIGNED_UP,
    check_organisation,
    check_route,
    found_subscriber,
    standing_route,
)
from notices.subscriptions.deciding import Answer, added, requested, same_address
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.limits import check_message, check_public, check_room, expired
from notices.subscriptions.records import Route, Subscriber, Subscriptions
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse


def decide_request(subs: Subscriptions, command: a.RequestRoute, now: datetime) -> Answer:
    """A route that waits to be confirmed; from outside within the limits alone."""
    if refusal := check_route(command.route):
        return refusal
    if command.signs_up is not None:
        return _sign_up(subs, command.signs_up, command.route, now)
    owner = found_subscriber(subs, command.subscriber)
    if isinstance(owner, Refusal):
        return owner
    public = command.channel == a.PUBLIC
    if refusal := (
        check_twice(subs, command.route, owner.id)
        or check_room(subs, owner.id)
        or (check_public(subs, command.route.mark, now) if public else None)
    ):
        return refusal
    return (requested(owner, command.route, signed_up=public),)


def _sign_up(subs: Subscriptions, one: Organisation, route: NewRoute, now: datetime) -> Answer:
    """Whoever signs up is a guest with a number, and takes nobody's place."""
    if refusal := (
        check_organisation(one) or check_twice(subs, route) or check_public(subs, route.mark, now)
    ):
        return refusal
    guests = sum(1 for key in subs.subscribers if key.startswith(SIGNED_UP))
    event = added(f"{SIGNED_UP}{guests + 1}", one, listed=False)
    guest = Subscriber(id=event.subscriber, name=event.name, roles=event.roles, listed=False)
    return (event, requested(guest, route, signed_up=True))


def check_twice(subs: Subscriptions, route: NewRoute, subscriber: str = "") -> Refusal | None:
    """The address is not told already; the public page answers to that as to anything else."""
    known = same_address(subs, route, subscriber)
    if known is None:
        return None
    state = "waits to be confirmed" if known.state == "pending" else f"is {known.state}"
    return refuse(
        "known-already",
        f"Route {known.id} goes to this address already; it {state}.",
        f"Change it with `callboard subscribers change-route {known.id}`, or have its message sent"
        f" again: `callboard subscribers test {known.id}`.",
    )


def decide_confirm(subs: Subscriptions, command: a.ConfirmRoute, now: datetime) -> Answer:
    """Confirmed once is confirmed; what rests or has ended is not woken by an old link."""
    route = standing_route(subs, command.route)
    if isinstance(route, Refusal):
        return route
    if route.state == "active":
        return ()
    if route.state == "disabled":
        return refuse("route-disabled", f"{route.id} rests: {route.ended_because}.", _ENABLE)
    if expired(route, now):
        return refuse(
            "request-expired",
            f"{route.id} was not confirmed within seven days.",
            "Ask for it again.",
        )
    if command.how != "test" and route.kind != "email":
        return refuse(
            "test-needed",
            f"{route.id} is confirmed by its machine alone, which must take the signed test.",
            f"Send it again: `callboard subscribers test {route.id}`.",
        )
    return (e.RouteVerified(route=route.id),)


_ENABLE = "Enable it with `callboard subscribers enable`."


def decide_resend(subs: Subscriptions, command: a.ResendConfirmation, now: datetime) -> Answer:
    """Only where something waits to be confirmed; the time to do so begins anew."""
    route = standing_route(subs, command.route)
    if isinstance(route, Refusal):
        return route
    if route.state != "pending":
        return refuse(
            "confirmed-already", f"{route.id} does not wait to be confirmed.", "Send a test to it."
        )
    return check_message(subs, route, now) or _once_more(route)


def decide_try(subs: Subscriptions, command: a.TryRoute, now: datetime) -> Answer:
    """Anything but a mailbox whose owner has not said yes: that is sent the confirmation alone."""
    route = standing_route(subs, command.route)
    if isinstance(route, Refusal):
        return route
    if route.state == "disabled":
        return refuse("route-disabled", f"{route.id} rests: {route.ended_because}.", _ENABLE)
    return check_message(subs, route, now) or _once_more(route)


def _once_more(route: Route) -> tuple[e.SubscriptionEvent, ...]:
    return (e.RouteMessageAsked(route=route.id, number=route.asked + 1),)


def decide_expire(subs: Subscriptions, now: datetime) -> Answer:
    """Requests end that were not confirmed; with its last one, a guest leaves."""
    ended = [route for route in subs.routes.values() if expired(route, now)]
    gone = {route.id for route in ended}
    events: list[e.SubscriptionEvent] = [
        e.RouteRemoved(route=route.id, by="expired") for route in ended
    ]
    for name in dict.fromkeys(route.subscriber for route in ended):
        owner = subs.subscribers[name]
        others = [one for one in subs.routes_of(name) if one.id not in gone]
        if not owner.listed and not others:
            events.append(e.SubscriberLeft(subscriber=name, reason="never confirmed"))
    return tuple(events)
