"""Notices, routes and deliveries in the journal of a test's console, past the pages."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from notices.core.book import CODEC
from notices.core.events import NoticePublished
from notices.core.notice import Notice
from notices.outbox.rows import POST, SAID, notices_stream, rows_of
from notices.subscriptions.addresses import Address, read_address
from notices.subscriptions.asked import AddSubscriber, ConfirmedBy, ConfirmRoute, RequestRoute
from notices.subscriptions.entered import Organisation
from notices.subscriptions.links import Purpose, route_token
from notices.subscriptions.records import Route, RouteKind
from notices.wording.payload import payload_of
from notices.wording.text import notice_text
from rehearsals.core.command import By
from rehearsals.core.fact import Entered
from rehearsals.testing import OPENED
from tests.console.web.place import Place
from tests.notices.feeds.factories import a_notice, revised

__all__ = ["a_told", "revised", "route_of", "say", "token_of"]
_numbers = count(1)
_HOW: dict[RouteKind, ConfirmedBy] = {"email": "link", "webhook": "test", "slack_webhook": "test"}


def a_told(**changes: Any) -> Notice:
    """EES is announced to be out from tomorrow on; for real, a day before the tests' clock."""
    start = OPENED + timedelta(days=1)
    content = {"window": type(a_notice().window)(start=start, end=start + timedelta(hours=11))}
    told = OPENED - timedelta(days=1)
    usual: dict[str, Any] = {"created_at": told, "published_at": told}
    return a_notice(content=content | changes.pop("content", {}), **usual | changes)


def say(place: Place, *several: Notice, withheld: str = "") -> None:
    """Publish revisions."""
    journal = place.house.journal
    for notice in several:
        event = NoticePublished(
            notice=notice, text=notice_text(notice), payload=payload_of(notice), withheld=withheld
        )
        at = notice.published_at
        fact = Entered(
            event=event, at=at, recorded_at=at, actor="com", channel="web",
            command=f"say-{next(_numbers)}", on_behalf_of=None,
        )  # fmt: skip
        stream = notices_stream(notice.run)
        journal.append(stream, journal.head(stream).seq, (CODEC.to_entry(fact),))


def route_of(
    place: Place,
    subscriber: str = "acme",
    *,
    kind: RouteKind = "email",
    to: str = "desk@acme.example",
    roles: tuple[str, ...] = ("supplier",),
    confirmed: bool = True,
    **wishes: Any,
) -> Route:
    """A route of a listed subscriber, who is entered if need be."""
    house = place.house
    if subscriber not in house.notices.subscriptions().subscribers:
        organisation = Organisation(name=subscriber.title(), roles=roles)
        house.writer.subscriptions(
            AddSubscriber(subscriber=subscriber, organisation=organisation, **_by())
        )
    address = read_address(kind, to, house.notice_links.vault)
    assert isinstance(address, Address), address
    house.writer.subscriptions(
        RequestRoute(subscriber=subscriber, route=address.route(**wishes), **_by())
    )
    route = list(house.notices.subscriptions().routes.values())[-1]
    if confirmed:
        house.writer.subscriptions(ConfirmRoute(route=route.id, how=_HOW[kind], **_by()))
    return house.notices.subscriptions().routes[route.id]


def _by() -> By:
    return By(id=f"test-{next(_numbers)}", actor="com", channel="cli")


def token_of(place: Place, route: Route, purpose: Purpose) -> str:
    """The token of a link of a route."""
    return route_token(place.house.notice_links.vault, route, purpose)


def queue(place: Place, notice: Notice, route: Route) -> str:
    """Put a revision on its way over a route; the key of the delivery."""
    journal, stream = place.house.journal, notices_stream(notice.run)
    rows = rows_of(
        topic=notice.run, pool=POST, notice=notice.id, revision=notice.revision, event=SAID,
        routes=(route.id,), due_at=place.clock.now(), deadline=None,
    )  # fmt: skip
    journal.append(stream, journal.head(stream).seq, (), deliveries=rows)
    return rows[0].key
