"""Whom a notice has reached, and whom not and why; and when that stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from notices.outbox.rows import DeliveryId
from notices.outbox.state import Delivery, DeliveryBook, DeliveryState
from notices.subscriptions.reach import Reach, reach_of
from notices.subscriptions.records import Interest, Subscriptions
from notices.subscriptions.testing import a_route, a_subscriber, subscriptions
from tests.notices.subscriptions.factories import a_notice

NOTICE = a_notice(audience=("supplier",))


def _delivery(route: str, state: DeliveryState, *, event: str = "said", **changes: Any) -> Delivery:
    """A delivery of the newest revision to a route."""
    known = DeliveryId(notice=NOTICE.id, revision=0, event=event, route=route)
    return Delivery(**{"id": known, "state": state, **changes})


def _reach(subs: Subscriptions, *deliveries: Delivery, withheld: str = "") -> Reach:
    book = DeliveryBook(deliveries={one.key: one for one in deliveries})
    return reach_of(subs, NOTICE, book, mode="on", withheld=withheld)


def _rows(reach: Reach) -> dict[str, tuple[str, str]]:
    return {row.subscriber.id: (row.state, row.why) for row in reach.rows}


@pytest.mark.parametrize(
    ("state", "changes", "row"),
    [
        ("acknowledged", {}, ("acknowledged", "")),
        ("delivered", {}, ("reached", "")),
        ("accepted", {}, ("reached", "")),
        ("leased", {}, ("waiting", "being sent")),
        ("pending", {}, ("waiting", "about to be sent")),
        ("failing", {"failing": "503"}, ("unreached", "the route fails: 503")),
        ("failed", {}, ("unreached", "the route failed")),
        ("suppressed", {"suppressed": "it ended"}, ("unreached", "not sent: it ended")),
        ("superseded", {}, ("unreached", "superseded before it was sent")),
    ],
)
def test_a_delivery_says_how_far_it_came(
    state: DeliveryState, changes: dict[str, Any], row: tuple[str, str]
) -> None:
    """Accepted by a mail server counts; on its way does not."""
    reach = _reach(subscriptions(a_route()), _delivery("acme-1", state, **changes))

    assert _rows(reach) == {"acme": row}


def test_one_route_is_enough() -> None:
    """The best of them counts, whichever failed; a reminder tells as well as the notice itself."""
    subs = subscriptions(a_route(), a_route("acme-2"))
    reach = _reach(
        subs,
        _delivery("acme-1", "failed"),
        _delivery("acme-2", "delivered", event="reminder:24h"),
    )

    assert (reach.reached, reach.words) == (1, "1 of 1 reached")


def test_an_older_revision_does_not_count() -> None:
    """Whoever knows only the old window knows a wrong one."""
    old = replace(_delivery("acme-1", "delivered"))
    newer = replace(NOTICE, revision=1)
    book = DeliveryBook(deliveries={old.key: old})
    reach = reach_of(subscriptions(a_route()), newer, book, mode="on")

    assert _rows(reach) == {"acme": ("waiting", "about to be sent")}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"state": "pending"}, "no route is confirmed yet"),
        ({"state": "disabled", "ended_because": "gone"}, "its route rests: gone"),
        ({"state": "removed", "ended_because": "one click"}, "no route: one click"),
        ({"test": True}, "only routes for tests"),
    ],
    ids=["pending", "disabled", "removed", "test"],
)
def test_who_got_no_message_is_told_with_the_reason(changes: dict[str, Any], why: str) -> None:
    """So that somebody can ring them."""
    assert _rows(_reach(subscriptions(a_route(**changes)))) == {"acme": ("unreached", why)}


def test_a_listed_organisation_without_a_route_is_missed() -> None:
    """It is in the audience, and nobody told it."""
    reach = _reach(subscriptions(subscribers=[a_subscriber()]))

    assert _rows(reach) == {"acme": ("unreached", "no route")}


def test_who_asked_for_something_else_is_not_counted() -> None:
    """Unless they must be told; nor is who is in another audience, or has left."""
    dip = a_route(interest=Interest(systems=("DIP",)))
    others = [
        a_subscriber("agent", roles=("agent",)),
        a_subscriber("gone", left_at=datetime(2026, 1, 1, tzinfo=UTC)),
    ]

    assert _rows(_reach(subscriptions(dip, subscribers=others))) == {}
    must = subscriptions(dip, mandatory=[("EES", "supplier")])
    assert _rows(_reach(must)) == {"acme": ("waiting", "about to be sent")}


def test_guests_are_shown_and_not_counted() -> None:
    """Anybody may sign up; they must not move the figure."""
    guest = a_subscriber("signup-1", listed=False)
    subs = subscriptions(a_route(), a_route("signup-1-1"), subscribers=[guest])
    reach = _reach(subs, _delivery("signup-1-1", "delivered"))

    assert (len(reach.rows), reach.words) == (2, "0 of 1 reached")


def test_what_was_held_back_reached_nobody() -> None:
    """And why."""
    reach = _reach(subscriptions(a_route()), withheld="communications are off")

    assert _rows(reach) == {"acme": ("unreached", "communications are off")}


#: A Friday evening right after the clocks changed: on Sunday 25 October 2026 at 02:00 BST.
FRIDAY = datetime(2026, 10, 30, 18, 0, tzinfo=UTC)


def test_it_stands_in_the_way_five_working_days_before() -> None:
    """At the time of the start on the wall clock, which was BST then; until it is over."""
    subs = subscriptions(a_route(state="pending"), mandatory=[("EES", "supplier")])
    notice = a_notice(start=FRIDAY)
    reach = reach_of(subs, notice, DeliveryBook(), mode="on")
    edge = datetime(2026, 10, 23, 17, 0, tzinfo=UTC)

    assert not reach.is_blocking(edge - timedelta(seconds=1))
    assert reach.is_blocking(edge)
    assert not reach.is_blocking(edge, days=1)
    over = replace(reach, notice=replace(notice, status="cancelled"))
    assert not over.is_blocking(FRIDAY)


def test_nothing_stands_in_the_way_once_all_know() -> None:
    """Or where nobody must."""
    late = FRIDAY - timedelta(hours=1)
    must = subscriptions(a_route(), mandatory=[("EES", "supplier")])

    assert not _reach(must, _delivery("acme-1", "accepted")).is_blocking(late)
    assert not _reach(subscriptions(a_route(state="pending"))).is_blocking(late)
