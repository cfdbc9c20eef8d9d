"""`/for` and `/for/AUDIENCE`: what each audience must not do, until when, and when to resume."""

from __future__ import annotations

from datetime import datetime

from fastapi import Request
from fastapi.responses import Response

from console.web.house import House
from console.web.policy import AUDIENCE, Pages
from console.web.rendering import page
from console.web.views.for_you import ForYou
from console.web.views.outages_page import HANDLING, IMPACT
from rehearsals.people.words import ROLE_NAMES
from runbooks.clocktime import local, rfc3339

pages = Pages()
#: The zone of a page that tells of no cutover.
_ZONE = "Europe/London"


def sees_rehearsals(request: Request) -> bool:
    """Whether whoever asks is of the company: signed in, with any role."""
    house: House = request.app.state.house
    return house.visitor(request).has(ROLE_NAMES)


@pages.page("/for", AUDIENCE)
def for_all(request: Request) -> Response:
    """The audiences, each with what matters most to it now."""
    house: House = request.app.state.house
    told, inside = house.audiences, sees_rehearsals(request)
    rows = [
        (f"/for/{key}", name, told.page(key, inside=inside)[1])
        for key, name in told.known(inside=inside)
    ]
    return page(
        request, "for_all.html.j2", title="For you", rows=rows, inside=inside,
        as_of=_as_of(request, rows[0][2] if rows else None),
    )  # fmt: skip


@pages.page("/for/{audience}", AUDIENCE)
def for_one(request: Request, audience: str) -> Response:
    """What one audience is told."""
    house: House = request.app.state.house
    inside, all_told = sees_rehearsals(request), house.audiences
    told, view = all_told.page(audience, inside=inside)
    name = dict(all_told.known(inside=inside)).get(audience, view.name)
    # With one run alone the page follows it; nobody outside is given a stream.
    look = told.looks[0] if inside and len(told.looks) == 1 else None
    return page(
        request, "for_one.html.j2", title=f"For {name}", look=look,
        live="tick" if look else None, view=view, called=name,
        notices={book.title: book.notice for book in told.books if book.notice},
        impact=IMPACT, handling=HANDLING,
        as_of=_as_of(request, view), follows=look is not None,
    )  # fmt: skip


def _as_of(request: Request, view: ForYou | None) -> tuple[str, str]:
    """The real time of the page, for machines and for people."""
    house: House = request.app.state.house
    now: datetime = house.now()
    zone = view.cutovers[0].zone if view and view.cutovers else _ZONE
    return rfc3339(now), local(now, zone)
