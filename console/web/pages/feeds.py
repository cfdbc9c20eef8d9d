"""The feeds of notices: everybody's (`/outages.ics`, ...), and those that a route has for itself.

Readers ask every some minutes; what they have already costs them a 304.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from console.web.feeding import PATHS, Form, feed_bytes, no_link, public_feed, route_feed
from console.web.house import House
from console.web.kept_answers import Kept, given
from console.web.kept_pages import Make
from console.web.policy import PUBLIC, Pages
from console.web.public_notices import Said
from console.web.public_pages import SECRET
from notices.feeds.cursor import UnknownCursor

pages = Pages()
#: The names of the feeds behind a token.
_NAMES: dict[str, Form] = {"outages.ics": "ics", "outages.atom": "atom", "outages.json": "json"}


@pages.page("/outages.ics", PUBLIC, methods=("GET", "HEAD"))
def calendar(request: Request) -> Response:
    """The calendar that everybody may subscribe to."""
    return _everybodys(request, "ics")


@pages.page("/outages.atom", PUBLIC, methods=("GET", "HEAD"))
def atom(request: Request) -> Response:
    """An entry for every revision."""
    return _everybodys(request, "atom")


@pages.page("/outages/feed.json", PUBLIC, methods=("GET", "HEAD"))
def data(request: Request) -> Response:
    """All revisions, or with `?since=` those that are new to whoever holds that cursor."""
    return _everybodys(request, "json")


@pages.page("/n/f/{token}/{name}", PUBLIC, methods=("GET", "HEAD"))
def of_route(request: Request, token: str, name: str) -> Response:
    """The feed of a route: what it is for, notices of rehearsals among them if it takes those."""
    house: House = request.app.state.house
    route, form = house.notice_links.route("feed", token), _NAMES.get(name)
    if route is None or form is None or not route.active:
        return no_link()
    since = _since(request, form)

    def make(_said: Sequence[Said], at: datetime) -> Kept:
        feed = route_feed(house, route, f"/n/f/{token}/{name}")
        return feed_bytes(form, house.notices.said_to(route), feed, at, since)

    key = (form, route.id, route.links, house.notices.subscriptions().seq)
    response = _answered(request, house, (*key, since), make)
    response.headers["Referrer-Policy"] = SECRET["Referrer-Policy"]
    return response


def _everybodys(request: Request, form: Form) -> Response:
    house: House = request.app.state.house
    since = _since(request, form)

    def make(said: Sequence[Said], at: datetime) -> Kept:
        return feed_bytes(form, said, public_feed(house, PATHS[form]), at, since)

    return _answered(request, house, ("feed", form, since), make)


def _answered(request: Request, house: House, key: tuple[object, ...], make: Make) -> Response:
    try:
        found = house.kept_pages.get(key, house.now(), make)
    except UnknownCursor as error:
        # For programs, which alone hold cursors.
        return JSONResponse({"error": "unknown-cursor", "detail": str(error)}, status_code=400)
    if found is None:
        raise AssertionError("a feed is always made")
    return given(found, request.headers)


def _since(request: Request, form: Form) -> str:
    return request.query_params.get("since", "") if form == "json" else ""
