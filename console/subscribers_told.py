"""Subscriptions in words and as data: what happened, who is told, and over which routes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from notices.subscriptions import events as e
from notices.subscriptions.alarms import Alarm
from notices.subscriptions.apply import ENDED
from notices.subscriptions.records import Interest, Route, RouteKind, Subscriber, Subscriptions
from runbooks.clocktime import local, rfc3339

#: Whose clock the subscriptions are read by.
ZONE = "Europe/London"
KIND_NAMES: dict[RouteKind, str] = {
    "email": "e-mail",
    "webhook": "webhook",
    "slack_webhook": "Slack webhook",
    "slack_bot": "Slack channel",
}


def subscription_sentence(event: e.SubscriptionEvent, subs: Subscriptions) -> str:
    """What happened, in a sentence; no secret address is in it."""
    if isinstance(event, e.SystemMadeMandatory):
        return f"{event.role} must be told of {event.system}: {event.source}"
    if isinstance(event, e.SystemMadeOptional):
        return f"{event.role} need not be told of {event.system} any more: {event.reason}"
    if isinstance(
        event, e.SubscriberAdded | e.SubscriberChanged | e.SubscriberLeft | e.SubscriberMerged
    ):
        return _of_subscriber(event, subs)
    return _of_route(event, subs.routes[event.route])


def _of_subscriber(
    event: e.SubscriberAdded | e.SubscriberChanged | e.SubscriberLeft | e.SubscriberMerged,
    subs: Subscriptions,
) -> str:
    name = f"{subs.subscribers[event.subscriber].name} ({event.subscriber})"
    match event:
        case e.SubscriberAdded(roles=roles):
            return f"{name} is told as {', '.join(roles)}."
        case e.SubscriberChanged(roles=roles, listed=listed):
            known = "" if listed else ", and is not listed"
            return f"{name} is now told as {', '.join(roles)}{known}."
        case e.SubscriberLeft(reason=reason):
            return f"{name} is told no more: {reason}"
        case e.SubscriberMerged(into=into):
            return f"{name} is {subs.subscribers[into].name} ({into}), which has its routes now."


def _of_route(event: _RouteEvent, route: Route) -> str:
    name = f"Route {route.id} ({KIND_NAMES[route.kind]} {route.shown})"
    match event:
        case e.RouteRemoved(by=by, reason=reason):
            return f"{name} has ended: {ENDED[by]}{f': {reason}' if reason else ''}."
        case e.RouteDisabled(reason=reason):
            return f"{name} rests: {reason}."
        case e.RouteEnabled():
            return f"{name} is {route.state} again."
        case e.SecretRotated(secret=number, previous_until=until):
            return (
                f"{name} is signed with secret {number}; the one before it signs along until "
                f"{local(until, ZONE)}."
            )
        case e.LinksRenewed():
            return f"{name} has new links; the ones before are void."
        case e.RouteChanged():
            return f"{name} now takes {wanted(route)}."
        case _:
            return f"{name} {_confirming(event, route)}"


_Confirming = e.RouteRequested | e.RouteMessageAsked | e.RouteVerified
_RouteEvent = (
    _Confirming
    | e.RouteChanged
    | e.RouteRemoved
    | e.RouteDisabled
    | e.RouteEnabled
    | e.SecretRotated
    | e.LinksRenewed
)


def _confirming(event: _Confirming, route: Route) -> str:
    if isinstance(event, e.RouteVerified):
        return "is confirmed and active."
    if isinstance(event, e.RouteMessageAsked):
        return "is sent a message."
    if route.kind == "email":
        return "waits to be confirmed; a message with a link is on its way there."
    return "is active once it takes the signed test that is on its way there."


def wanted(route: Route) -> str:
    """What goes over a route: `EES, DIP; tests alone; only if another route fails`."""
    words = [_interest(route.interest)]
    words += ["tests alone"] if route.test else []
    words += ["only if another route fails"] if route.fallback else []
    return "; ".join(words)


def _interest(interest: Interest) -> str:
    systems = ", ".join(interest.systems) or "all systems"
    return f"{systems} in {', '.join(interest.environments)}" if interest.environments else systems


def active_words(subs: Subscriptions, one: Subscriber) -> str:
    """`1 of 3 active`: how many of a subscriber's routes work."""
    if one.left_at is not None:
        return "left"
    routes = subs.routes_of(one.id)
    return f"{sum(route.active for route in routes)} of {len(routes)} active" if routes else "none"


def subscriber_lines(subs: Subscriptions, one: Subscriber) -> Iterator[str]:
    """A subscriber in several lines, with its routes."""
    left = f"; left on {local(one.left_at, ZONE)}" if one.left_at else ""
    guest = "" if one.listed else "; signed up by itself"
    yield f"{one.name} ({one.id}): {', '.join(one.roles)}{guest}{left}"
    if one.mpids:
        yield f"MPID {', '.join(one.mpids)}"
    if duties := tuple(dict.fromkeys(duty.system for duty in subs.mandatory_for(one))):
        yield f"must be told of {', '.join(duties)}"
    for route in subs.routes_of(one.id):
        yield route_line(route)


def route_line(route: Route) -> str:
    """A route in one line."""
    label = f" ({route.label})" if route.label else ""
    why = f", since {route.ended_because}" if route.state == "disabled" else ""
    return (
        f"  {route.id}: {KIND_NAMES[route.kind]} {route.shown}{label}, {route.state.upper()}{why}; "
        f"{wanted(route)}"
    )


def alarm_line(alarm: Alarm) -> str:
    """An alarm in a sentence."""
    since = f" ({local(alarm.at, ZONE)})" if alarm.at else ""
    return (
        f"{alarm.subscriber.name} ({alarm.subscriber.id}) must be told of "
        f"{', '.join(alarm.systems)}, and nothing reaches it: {alarm.reason}{since}."
    )


def subscriber_data(subs: Subscriptions, one: Subscriber) -> dict[str, Any]:
    """A subscriber for programs; addresses that are secrets are not in it."""
    return {
        "subscriber": one.id,
        "name": one.name,
        "roles": list(one.roles),
        "mpids": list(one.mpids),
        "listed": one.listed,
        "left_at": rfc3339(one.left_at) if one.left_at else None,
        "mandatory": [duty.system for duty in subs.mandatory_for(one)],
        "routes": [route_data(route) for route in subs.routes_of(one.id)],
    }


def route_data(route: Route) -> dict[str, Any]:
    """A route for programs."""
    return {
        "route": route.id,
        "kind": route.kind,
        "address": route.shown,
        "label": route.label,
        "state": route.state,
        "systems": list(route.interest.systems),
        "environments": list(route.interest.environments),
        "role_mailbox": route.role_mailbox,
        "test": route.test,
        "calendar": route.calendar,
        "fallback": route.fallback,
        "requested_at": rfc3339(route.requested_at),
        "verified_at": rfc3339(route.verified_at) if route.verified_at else None,
        "ended_at": rfc3339(route.ended_at) if route.ended_at else None,
        "ended_because": route.ended_because,
    }


def alarm_data(alarm: Alarm) -> dict[str, Any]:
    """An alarm for programs."""
    return {
        "subscriber": alarm.subscriber.id,
        "systems": list(alarm.systems),
        "route": alarm.route.id if alarm.route else None,
        "reason": alarm.reason,
        "since": rfc3339(alarm.at) if alarm.at else None,
    }
