"""Which routes a notice goes over: any overlap counts, and what is mandatory always does; pure."""

from __future__ import annotations

from collections.abc import Iterable

from notices.core.notice import Notice
from notices.subscriptions.records import Route, Subscriber, Subscriptions
from rehearsals.core.events import Communications


def routes_for(subs: Subscriptions, notice: Notice, mode: Communications) -> tuple[Route, ...]:
    """The routes that a notice goes over at first, in order of request.

    `mode` is the stricter one of when it was published and now. A fallback is among them only
    where the subscriber has nothing else that would take it.
    """
    able = [route for route in subs.routes.values() if _is_able(route, notice, mode)]
    wanting = [route for route in able if is_for(subs, notice, route)]
    first = {route.subscriber for route in wanting if not route.fallback}
    return tuple(route for route in wanting if not route.fallback or route.subscriber not in first)


def is_for(subs: Subscriptions, notice: Notice, route: Route) -> bool:
    """Whether a notice is for whoever reads at a route, and of interest to them, or mandatory."""
    owner = subs.subscribers.get(route.subscriber)
    if owner is None or owner.left_at is not None or not in_audience(owner, notice):
        return False
    return is_mandatory(subs, notice, owner) or is_wanted(route, notice)


def in_audience(subscriber: Subscriber, notice: Notice) -> bool:
    """Whether a notice is for one of a subscriber's roles; without an audience it is for all."""
    audience = _folded(named.id for named in notice.content.audience)
    return not audience or not audience.isdisjoint(_folded(subscriber.roles))


def is_wanted(route: Route, notice: Notice) -> bool:
    """Whether a route asks for a notice: one of its systems, in its environment."""
    environments = _folded(route.interest.environments)
    systems = _folded(route.interest.systems)
    return (not environments or notice.environment.casefold() in environments) and (
        not systems or not systems.isdisjoint(_systems(notice))
    )


def is_mandatory(subs: Subscriptions, notice: Notice, subscriber: Subscriber) -> bool:
    """Whether a subscriber must be told of a system that a notice is about."""
    systems = _systems(notice)
    return any(one.system.casefold() in systems for one in subs.mandatory_for(subscriber))


def fallback_of(subs: Subscriptions, route: Route) -> Route | None:
    """What stands in for a route that fails; None if its subscriber has nothing else.

    One that is kept for that goes first, then mail. A route for tests never stands in for a real
    one, nor the other way round; nor does one that leads to the same address.
    """
    owner = subs.subscribers.get(route.subscriber)
    if owner is None or owner.left_at is not None:
        return None
    others = [
        one
        for one in subs.routes_of(route.subscriber)
        if one.active
        and one.id != route.id
        and one.test == route.test
        and (not one.mark or one.mark != route.mark)
    ]
    return min(others, key=lambda one: (not one.fallback, one.kind != "email"), default=None)


def _is_able(route: Route, notice: Notice, mode: Communications) -> bool:
    """Whether a route may take a notice at all; what is for real goes out in mode `on` alone."""
    if not route.active or mode == "off":
        return False
    if notice.test:
        return mode == "on" or route.test
    return mode == "on" and not route.test


def _systems(notice: Notice) -> frozenset[str]:
    return _folded(one.id for one in notice.content.systems)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)
