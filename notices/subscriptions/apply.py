"""How a fact changes the subscriptions; the given ones stay as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from notices.subscriptions import events as e
from notices.subscriptions.records import Mandatory, Route, RouteState, Subscriber, Subscriptions
from rehearsals.core.fact import Entered

#: Why a route ended, in words, by who ended it.
ENDED: dict[e.RemovedBy, str] = {
    "one_click": "unsubscribed by one click",
    "self_service": "ended by who reads there",
    "operator": "removed by an operator",
    "expired": "never confirmed",
}


def apply(subs: Subscriptions, fact: Entered[e.SubscriptionEvent]) -> Subscriptions:
    """The subscriptions after one more fact."""
    return replace(take(subs, fact.event, fact.at), seq=subs.seq + 1)


def take(subs: Subscriptions, event: e.SubscriptionEvent, at: datetime) -> Subscriptions:
    """The subscriptions after an event that happened at an instant; their `seq` stays."""
    match event:
        case e.SubscriberAdded():
            return _with_subscriber(subs, _added(event))
        case e.SubscriberChanged():
            return _with_subscriber(subs, _changed(subs.subscribers[event.subscriber], event))
        case e.SubscriberLeft():
            left = replace(subs.subscribers[event.subscriber], left_at=at)
            return _with_subscriber(subs, left)
        case e.SubscriberMerged():
            return _merged(subs, event, at)
        case e.RouteRequested():
            return _requested(subs, event, at)
        case e.SystemMadeMandatory(system=system, role=role, source=source):
            more = Mandatory(system=system, role=role, source=source)
            return replace(subs, mandatory=(*_without(subs, system, role), more))
        case e.SystemMadeOptional(system=system, role=role):
            return replace(subs, mandatory=_without(subs, system, role))
        case _:
            route = _route(subs.routes[event.route], event, at)
            return replace(subs, routes={**subs.routes, route.id: route})


_RouteEvent = (
    e.RouteMessageAsked
    | e.RouteVerified
    | e.RouteChanged
    | e.RouteRemoved
    | e.RouteDisabled
    | e.RouteEnabled
    | e.SecretRotated
    | e.LinksRenewed
)


def _route(route: Route, event: _RouteEvent, at: datetime) -> Route:
    match event:
        case e.RouteMessageAsked(number=number):
            return replace(route, asked=number, asked_at=at)
        case e.RouteVerified():
            return replace(route, state="active", verified_at=at)
        case e.RouteChanged():
            return _route_changed(route, event)
        case e.RouteRemoved(by=by, reason=reason):
            why = f"{ENDED[by]}: {reason}" if reason else ENDED[by]
            return replace(route, state="removed", ended_at=at, ended_because=why)
        case e.RouteDisabled(reason=reason):
            return replace(route, state="disabled", ended_at=at, ended_because=reason)
        case e.RouteEnabled():
            state: RouteState = "active" if route.verified_at else "pending"
            return replace(route, state=state, ended_at=None, ended_because="")
        case e.SecretRotated(secret=secret, previous_until=until):
            return replace(route, secret=secret, previous_until=until)
        case e.LinksRenewed(links=links):
            return replace(route, links=links)
        case _:
            assert_never(event)


def _route_changed(route: Route, event: e.RouteChanged) -> Route:
    return replace(
        route,
        label=event.label,
        interest=event.interest,
        role_mailbox=event.role_mailbox,
        test=event.test,
        calendar=event.calendar,
        fallback=event.fallback,
    )


def _requested(subs: Subscriptions, event: e.RouteRequested, at: datetime) -> Subscriptions:
    route = Route(
        id=event.route,
        subscriber=event.subscriber,
        kind=event.kind,
        address=event.address,
        shown=event.shown,
        mark=event.mark,
        label=event.label,
        interest=event.interest,
        role_mailbox=event.role_mailbox,
        test=event.test,
        calendar=event.calendar,
        fallback=event.fallback,
        signed_up=event.signed_up,
        requested_at=at,
    )
    owner = subs.subscribers[event.subscriber]
    numbered = _with_subscriber(subs, replace(owner, numbered=owner.numbered + 1))
    return replace(numbered, routes={**subs.routes, route.id: route})


def _merged(subs: Subscriptions, event: e.SubscriberMerged, at: datetime) -> Subscriptions:
    """Routes keep their ids, by which deliveries and links know them."""
    routes = {
        key: replace(route, subscriber=event.into)
        if route.subscriber == event.subscriber
        else route
        for key, route in subs.routes.items()
    }
    left = replace(subs.subscribers[event.subscriber], left_at=at)
    return replace(_with_subscriber(subs, left), routes=routes)


def _added(event: e.SubscriberAdded) -> Subscriber:
    return Subscriber(
        id=event.subscriber,
        name=event.name,
        roles=event.roles,
        mpids=event.mpids,
        listed=event.listed,
    )


def _changed(found: Subscriber, event: e.SubscriberChanged) -> Subscriber:
    return replace(
        found, name=event.name, roles=event.roles, mpids=event.mpids, listed=event.listed
    )


def _with_subscriber(subs: Subscriptions, subscriber: Subscriber) -> Subscriptions:
    return replace(subs, subscribers={**subs.subscribers, subscriber.id: subscriber})


def _without(subs: Subscriptions, system: str, role: str) -> tuple[Mandatory, ...]:
    return tuple(one for one in subs.mandatory if (one.system, one.role) != (system, role))
