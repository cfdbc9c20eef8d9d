"""What somebody sees of their own subscription, behind the link in a message; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from console.web.public_notices import Said, settled
from console.web.views.moments import Shown, shown_in_full
from console.web.views.outage_board import Card, card_of
from notices.subscriptions.addresses import public_shown
from notices.subscriptions.records import Mandatory, Route, RouteKind, RouteState, Subscriptions

KIND_WORDS: Mapping[RouteKind, str] = {
    "email": "E-mail",
    "webhook": "Webhook",
    "slack_webhook": "Slack",
    "slack_bot": "Slack",
}
_WAYS: Mapping[RouteKind, str] = {
    "email": "by e-mail",
    "webhook": "by a webhook",
    "slack_webhook": "over Slack",
    "slack_bot": "over Slack",
}
_STATES: Mapping[RouteState, tuple[str, str]] = {
    "pending": ("waiting", "not confirmed yet"),
    "active": ("done", "active"),
    "disabled": ("held", "resting"),
    "removed": ("cancelled", "ended"),
}
#: The zone of real instants on a page that has no other.
_ZONE = "Europe/London"


@dataclass(frozen=True, kw_only=True, slots=True)
class OneRoute:
    """A route, with as much of its address as may be seen."""

    id: str
    kind: str
    #: `by e-mail`, `over Slack`.
    way: str
    shown: str
    label: str
    shape: str
    state: str
    active: bool
    pending: bool
    removed: bool
    role_mailbox: bool
    test: bool
    fallback: bool
    calendar: bool
    is_mail: bool
    is_webhook: bool
    systems: tuple[str, ...]
    environments: tuple[str, ...]
    #: Until when the secret before signs as well.
    both_until: Shown | None
    ended: str
    ended_at: Shown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Hole:
    """What nobody of a subscriber is told any more, though they must be."""

    systems: tuple[str, ...]
    sources: tuple[str, ...]


def one_route(route: Route) -> OneRoute:
    """A route as whoever reads there sees it."""
    shape, state = _STATES[route.state]
    return OneRoute(
        id=route.id,
        kind=KIND_WORDS[route.kind],
        way=_WAYS[route.kind],
        shown=public_shown(route),
        label=route.label,
        shape=shape,
        state=state,
        active=route.active,
        pending=route.state == "pending",
        removed=route.state == "removed",
        role_mailbox=route.role_mailbox,
        test=route.test,
        fallback=route.fallback,
        calendar=route.calendar,
        is_mail=route.kind == "email",
        is_webhook=route.kind == "webhook",
        systems=route.interest.systems,
        environments=route.interest.environments,
        both_until=shown_in_full(route.previous_until, _ZONE),
        ended=route.ended_because,
        ended_at=shown_in_full(route.ended_at, _ZONE),
    )


def others_of(subs: Subscriptions, route: Route) -> tuple[OneRoute, ...]:
    """The other routes of the same subscriber."""
    return tuple(one_route(one) for one in subs.routes_of(route.subscriber) if one.id != route.id)


def hole_of(subs: Subscriptions, route: Route, *, without: bool = False) -> Hole | None:
    """What a subscriber must be told, and is not over any route; None: there is no such thing.

    `without` leaves the route out, as if it had ended.
    """
    left = [
        one
        for one in subs.routes_of(route.subscriber)
        if one.active and not one.test and not (without and one.id == route.id)
    ]
    must = subs.mandatory_for(subs.subscribers[route.subscriber])
    return None if left or not must else _hole(must)


def current(said: Sequence[Said]) -> tuple[Card, ...]:
    """The notices for a route that are not over; rehearsals last."""
    there = [one for one in said if one.on_the_board and not settled(one.newest)]
    return tuple(map(card_of, sorted(there, key=lambda one: one.rehearsed)))


def _hole(must: Sequence[Mandatory]) -> Hole:
    return Hole(
        systems=tuple(dict.fromkeys(one.system for one in must)),
        sources=tuple(dict.fromkeys(one.source for one in must)),
    )
