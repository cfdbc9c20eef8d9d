"""Who is told of outages, as those see it who keep that: organisations, routes, holes; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from console.subscribers_told import ZONE, alarm_line, wanted
from console.web.views.moments import Shown, shown_in_full
from console.web.views.notices_words import CHANNELS, DELIVERED
from console.web.views.sent_lately import Sent, sent_lately
from notices.outbox.delivery import Delivery, DeliveryBook
from notices.subscriptions.alarms import alarm_of, alarms
from notices.subscriptions.records import Mandatory, Route, RouteState, Subscriber, Subscriptions

_STATES: Mapping[RouteState, tuple[str, str]] = {
    "pending": ("waiting", "not confirmed"),
    "active": ("done", "active"),
    "disabled": ("held", "rests"),
    "removed": ("cancelled", "ended"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriberRow:
    """An organisation in a line."""

    id: str
    name: str
    roles: str
    mpids: str
    #: `2 of 3 active`; and the channels of those.
    routes: str
    channels: str
    alarm: bool
    left: Shown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscribersView:
    """The list."""

    alarms: tuple[tuple[str, str], ...]
    guests: tuple[SubscriberRow, ...]
    rows: tuple[SubscriberRow, ...]
    mandatory: tuple[Mandatory, ...]
    #: How many have left, and are not in it.
    left: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteRow:
    """A route with all that may be done about it."""

    id: str
    channel: str
    #: The whole address, or the server's name of one that is a secret.
    shown: str
    label: str
    shape: str
    state: str
    why: str
    wanted: str
    is_mail: bool
    pending: bool
    active: bool
    disabled: bool
    systems: tuple[str, ...]
    environments: str
    role_mailbox: bool
    calendar: bool
    test: bool
    fallback: bool
    since: Shown | None
    #: What was last sent to confirm or test it, and what came of it.
    asked: str
    sent: tuple[Sent, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriberView:
    """One organisation."""

    who: Subscriber
    alarm: str
    mandatory: tuple[Mandatory, ...]
    routes: tuple[RouteRow, ...]
    ended: tuple[RouteRow, ...]
    left: Shown | None


def subscribers_view(subs: Subscriptions, query: str) -> SubscribersView:
    """Those that fit a word of their name, id, role or market participant id; all without one."""
    fitting = [one for one in subs.subscribers.values() if _fits(one, query)]
    there = [one for one in fitting if one.left_at is None]
    return SubscribersView(
        alarms=tuple((one.subscriber.id, alarm_line(one)) for one in alarms(subs)),
        guests=tuple(_row(subs, one) for one in there if not one.listed),
        rows=tuple(_row(subs, one) for one in there if one.listed),
        mandatory=subs.mandatory,
        left=len(fitting) - len(there),
    )


def subscriber_view(
    subs: Subscriptions, one: Subscriber, books: Sequence[DeliveryBook]
) -> SubscriberView:
    """One organisation; `books` are the deliveries to confirm routes, then those of runs."""
    alarm = alarm_of(subs, one.id)
    routes = [route for route in subs.routes.values() if route.subscriber == one.id]
    rows = [_route(route, books) for route in routes]
    return SubscriberView(
        who=one,
        alarm=alarm_line(alarm) if alarm else "",
        mandatory=subs.mandatory_for(one),
        routes=tuple(row for row in rows if row.state != "ended"),
        ended=tuple(row for row in rows if row.state == "ended"),
        left=shown_in_full(one.left_at, ZONE),
    )


def _fits(one: Subscriber, query: str) -> bool:
    words = (one.id, one.name, *one.roles, *one.mpids)
    return not query or any(query.casefold() in word.casefold() for word in words)


def _row(subs: Subscriptions, one: Subscriber) -> SubscriberRow:
    routes = subs.routes_of(one.id)
    active = [route for route in routes if route.active]
    return SubscriberRow(
        id=one.id,
        name=one.name,
        roles=", ".join(one.roles),
        mpids=" ".join(one.mpids),
        routes=f"{len(active)} of {len(routes)} active" if routes else "none",
        channels=", ".join(dict.fromkeys(CHANNELS[route.kind] for route in active)),
        alarm=alarm_of(subs, one.id) is not None,
        left=shown_in_full(one.left_at, ZONE),
    )


def _route(route: Route, books: Sequence[DeliveryBook]) -> RouteRow:
    shape, state = _STATES[route.state]
    theirs = list(_sent_to(route.id, books))
    return RouteRow(
        id=route.id,
        channel=CHANNELS[route.kind],
        shown=route.shown,
        label=route.label,
        shape=shape,
        state=state,
        why=route.ended_because,
        wanted=wanted(route),
        is_mail=route.kind == "email",
        pending=route.state == "pending",
        active=route.active,
        disabled=route.state == "disabled",
        systems=route.interest.systems,
        environments=" ".join(route.interest.environments),
        role_mailbox=route.role_mailbox,
        calendar=route.calendar,
        test=route.test,
        fallback=route.fallback,
        since=shown_in_full(route.verified_at or route.last_asked_at, ZONE),
        asked=_asked(books[0], route.id) if books else "",
        sent=sent_lately(theirs, route.id),
    )


def _sent_to(route: str, books: Sequence[DeliveryBook]) -> Iterator[Delivery]:
    for book in books:
        yield from (one for one in book.deliveries.values() if one.id.route == route)


def _asked(book: DeliveryBook, route: str) -> str:
    """What became of the last message that confirms or tests it."""
    found = [one for one in book.deliveries.values() if one.id.route == route]
    if not found:
        return ""
    last = found[-1]
    what = "Request to confirm" if last.id.event == "confirm" else "Test"
    answer = f" ({last.answer})" if last.answer else ""
    return f"{what}: {DELIVERED[last.state][1]}{answer}"
