"""What facts about subscriptions have sent: confirmations, tests, and word of a route that ended.

The rows go into the transaction of the facts, on the topic `subscriptions`, and every sender sends
them. They are no notices: their key begins with `-/N/`, where N counts within the route, so that a
message that was asked for once more is one of its own, with an id of its own on the wire.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from notices.outbox.rows import CONFIRM, POST, SUBSCRIPTIONS, TEST, WARNING, rows_of
from notices.subscriptions import events as e
from notices.subscriptions.alarms import alarm_of
from notices.subscriptions.limits import EXPIRES
from notices.subscriptions.matching import fallback_of
from notices.subscriptions.records import Route, Subscriptions
from rehearsals.core.fact import Entered
from rehearsals.journal.port import NewDelivery

#: The notice of what is about none.
NO_NOTICE = "-"
#: How long a test, and word of a route that ended, are of use.
_TEST, _WARNING = timedelta(hours=24), timedelta(days=3)


def ended_event(route: str) -> str:
    """The event of the message that tells a subscriber, over another route, that one ended."""
    return f"{WARNING}:{route}"


def ended_route(event: str) -> str:
    """The route whose end such a message tells of; empty for another event."""
    kind, _, route = event.partition(":")
    return route if kind == WARNING else ""


def outgoing(
    subs: Subscriptions, facts: Sequence[Entered[e.SubscriptionEvent]]
) -> tuple[NewDelivery, ...]:
    """The rows of some facts; `subs` are the subscriptions behind them."""
    ends = subs.seq - len(facts)
    return tuple(
        row
        for place, fact in enumerate(facts, 1)
        for row in _rows(subs, fact.event, fact.at, ends + place)
    )


def _rows(
    subs: Subscriptions, event: e.SubscriptionEvent, at: datetime, seq: int
) -> Iterator[NewDelivery]:
    match event:
        case e.RouteRequested(route=name):
            yield from _ask(subs.routes[name], 1, at)
        case e.RouteMessageAsked(route=name, number=number):
            yield from _ask(subs.routes[name], number, at)
        case e.RouteDisabled(route=name):
            yield from _tell(fallback_of(subs, subs.routes[name]), name, at, seq)
        case e.RouteRemoved(route=name, by=by) if by != "expired":
            yield from _tell(_left_for(subs, subs.routes[name]), name, at, seq)


def _ask(route: Route, number: int, at: datetime) -> Iterator[NewDelivery]:
    """To a mailbox a confirmation until it is confirmed; to a machine the signed test."""
    confirm = route.kind == "email" and route.state == "pending"
    event, useful = (CONFIRM, EXPIRES) if confirm else (TEST, _TEST)
    yield from _row(event, route, number, at, at + useful)


def _tell(route: Route | None, ended: str, at: datetime, seq: int) -> Iterator[NewDelivery]:
    if route is not None:
        yield from _row(ended_event(ended), route, seq, at, at + _WARNING)


def _left_for(subs: Subscriptions, ended: Route) -> Route | None:
    """Whoever can still be told that the last route for a mandatory system is gone."""
    if ended.verified_at is None or alarm_of(subs, ended.subscriber) is None:
        return None
    return next((one for one in subs.routes_of(ended.subscriber) if one.active), None)


def _row(
    event: str, route: Route, number: int, at: datetime, deadline: datetime
) -> Iterator[NewDelivery]:
    rows = rows_of(
        topic=SUBSCRIPTIONS,
        pool=POST,
        notice=NO_NOTICE,
        revision=number,
        event=event,
        routes=(route.id,),
        due_at=at,
        deadline=deadline,
    )
    # A lane of its own: a test does not take the place of a warning that waits.
    yield from (replace(row, lane=f"{NO_NOTICE}/{event}/{route.id}") for row in rows)
