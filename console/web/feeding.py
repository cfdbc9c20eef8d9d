"""What the feeds and files of notices are made of here: in whose name, and where things lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from fastapi.responses import Response

from console.web.house import House
from console.web.kept_answers import Kept, kept
from console.web.public_notices import Said
from console.web.public_pages import nothing_here
from notices.channels.mail_settings import mail_settings
from notices.channels.port import Links
from notices.core.state import Revision
from notices.feeds.atom import ATOM_TYPE, atom_of
from notices.feeds.calendar import CALENDAR_TYPE, calendar_of
from notices.feeds.json_feed import JSON_TYPE, json_of, page_of
from notices.feeds.publisher import NAME, Feed, Publisher, publisher_of
from notices.feeds.selection import current
from notices.subscriptions.records import Route

Form = Literal["ics", "atom", "json"]
#: Where everybody's feeds lie.
PATHS: Mapping[Form, str] = {
    "ics": "/outages.ics",
    "atom": "/outages.atom",
    "json": "/outages/feed.json",
}
#: Whoever holds a feed asks each time whether it is still the newest.
ASK_ANEW = "no-cache"
#: Where notices lie does not depend on who publishes them.
_NOBODY = Publisher(name="", address="", domain="")


def publisher(house: House) -> Publisher:
    """In whose name notices go out; raises SettingsError for mail that is set by half."""
    return publisher_of(mail_settings(house.environ), house.url)


def public_feed(house: House, path: str) -> Feed:
    """Everybody's feed at a path."""
    return Feed(
        publisher=publisher(house), title=NAME, address=f"{house.url}{path}", base=house.url
    )


def route_feed(house: House, route: Route, path: str) -> Feed:
    """The feed that a route has for itself, at a path."""
    title = f"{NAME}: {route.label or route.id}"
    return Feed(
        publisher=publisher(house),
        title=title,
        address=f"{house.url}{path}",
        base=house.url,
        own=f"{house.url}{path.rpartition('/')[0]}",
        route=route.id,
    )


def where(house: House, notice: str, under: str = "") -> Links:
    """Where everybody reads a notice; with `under` (`/n/f/TOKEN`) somebody alone."""
    return Feed(publisher=_NOBODY, title="", address="", base=f"{house.url}{under}").links(notice)


def feed_bytes(form: Form, said: Sequence[Said], feed: Feed, at: datetime, since: str) -> Kept:
    """A feed as it is sent at a real instant (UTC); raises UnknownCursor.

    What is over is left out after a time that goes by the time of its own run.
    """
    found = [one for each in said for one in current(each.revisions, each.now)]
    shown = sorted(found, key=lambda one: (one.notice.published_at, one.notice.key))
    body, media_type = _written(form, shown, feed, since)
    newest = max((one.notice.published_at for one in shown), default=None)
    # A rehearsal's time may be ahead of ours, and HTTP forbids that.
    modified = min(newest, at) if newest is not None else None
    return kept(body, media_type, cache=ASK_ANEW, modified=modified)


def _written(form: Form, shown: Sequence[Revision], feed: Feed, since: str) -> tuple[bytes, str]:
    match form:
        case "ics":
            return calendar_of(shown, feed), CALENDAR_TYPE
        case "atom":
            return atom_of(shown, feed), ATOM_TYPE
        case "json":
            return json_of(page_of(shown, since), feed), JSON_TYPE


def no_notice() -> Response:
    """That there is no such notice for everybody."""
    return nothing_here(
        "No such notice",
        "There is no notice for everybody at this address.",
        "If a message about a rehearsal or a test led you here: such notices are shown to those who"
        " subscribed to them alone. Open the link of your own subscription in that message.",
    )


def no_link() -> Response:
    """That a link opens nothing: made up, void, or of something that has ended."""
    return nothing_here(
        "This link opens nothing",
        "This link opens nothing, or not any more.",
        "Use the newest message you were sent, or subscribe again. If neither helps, ask whoever"
        " sends the notices.",
        links=(("/outages", "To the outage board"), ("/subscribe", "Subscribe")),
    )
