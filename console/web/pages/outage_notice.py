"""`/outages/NOTICE`: one notice for everybody, with its history; as a calendar file, as data."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from fastapi import Request
from fastapi.responses import Response

from console.web.feeding import no_notice, publisher, where
from console.web.house import House
from console.web.kept_answers import Kept, given, kept
from console.web.kept_pages import minute_of
from console.web.policy import PUBLIC, Pages
from console.web.public_notices import Said
from console.web.public_pages import public_text
from console.web.views.moments import shown_in_full
from console.web.views.outage_notice import notice_page
from notices.feeds.calendar import CALENDAR_TYPE, calendar_file
from notices.wording.payload import addressed

pages = Pages()
#: How long others may keep a page (seconds); files are asked for anew each time.
_CACHE, _ASK_ANEW = "public, max-age=15", "no-cache"
Form = Literal["html", "ics", "json"]
#: What a file is not called by.
_NO_NAME = re.compile(r"[^A-Za-z0-9._-]")


@pages.page("/outages/{notice}.ics", PUBLIC, methods=("GET", "HEAD"))
def notice_ics(request: Request, notice: str) -> Response:
    """Its newest revision as a calendar file."""
    return _given(request, notice, "ics")


@pages.page("/outages/{notice}.json", PUBLIC, methods=("GET", "HEAD"))
def notice_json(request: Request, notice: str) -> Response:
    """Its newest revision as data: as webhooks are sent it."""
    return _given(request, notice, "json")


@pages.page("/outages/{notice}", PUBLIC, methods=("GET", "HEAD"))
def notice_html(request: Request, notice: str) -> Response:
    """Its newest revision, and all that was said before."""
    return _given(request, notice, "html")


def _given(request: Request, notice: str, form: Form) -> Response:
    house: House = request.app.state.house

    def make(said: Sequence[Said], at: datetime) -> Kept | None:
        found = next((one for one in said if one.id == notice), None)
        return FORMS[form](house, found, at, "") if found is not None else None

    answer = house.kept_pages.get((form, notice), house.now(), make)
    return no_notice() if answer is None else given(answer, request.headers)


def _html(_house: House, said: Said, at: datetime, under: str) -> Kept:
    view = notice_page(said)
    text = public_text(
        "outage_notice.html.j2",
        title=view.card.title,
        notice=view,
        under=under,
        unlisted=bool(under),
        as_of=shown_in_full(minute_of(at), said.newest.zone),
    )
    return kept(text.encode(), "text/html; charset=utf-8", cache=_CACHE)


def _ics(house: House, said: Said, at: datetime, under: str) -> Kept:
    links = where(house, said.id, under)
    body = calendar_file(said.newest, publisher(house), links.html)
    name = f'attachment; filename="{_NO_NAME.sub("-", said.id)}.ics"'
    modified = min(said.newest.published_at, at)
    return kept(
        body,
        CALENDAR_TYPE,
        cache=_ASK_ANEW,
        modified=modified,
        more=(("content-disposition", name),),
    )


def _json(house: House, said: Said, at: datetime, under: str) -> Kept:
    body = addressed(said.revisions[-1].payload, where(house, said.id, under))
    modified = min(said.newest.published_at, at)
    return kept(body, "application/json", cache=_ASK_ANEW, modified=modified)


#: Makes a notice in each form, at a real instant (UTC), as it is read below an address: everybody's
#: (empty), or a reader's own (`/n/f/TOKEN`).
FORMS: dict[Form, Callable[[House, Said, datetime, str], Kept]] = {
    "html": _html,
    "ics": _ics,
    "json": _json,
}
