"""`/n/f/TOKEN/outages/NOTICE`: a notice for whoever a route leads to, where the message leads.

Notices of rehearsals and of tests are for nobody else, and so on no page for everybody.
"""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from console.web.feeding import no_link, no_notice
from console.web.house import House
from console.web.kept_answers import given
from console.web.pages.outage_notice import FORMS, Form
from console.web.policy import PUBLIC, Pages
from console.web.public_pages import SECRET
from notices.subscriptions.links import PLACES

pages = Pages()
_FILES: tuple[Form, ...] = ("ics", "json")


@pages.page("/n/f/{token}/outages/{name}", PUBLIC, methods=("GET", "HEAD"))
def of_route(request: Request, token: str, name: str) -> Response:
    """Its newest revision, and all that was said before; with `.ics` and `.json` as files."""
    house: House = request.app.state.house
    route = house.notice_links.route("feed", token)
    if route is None or not route.active:
        return no_link()
    notice, form = _asked(name)
    said = next((one for one in house.notices.said_to(route) if one.id == notice), None)
    if said is None:
        return no_notice()
    made = FORMS[form](house, said, house.now(), f"/n/{PLACES['feed']}/{token}")
    response = given(made, request.headers)
    response.headers.update(SECRET)
    return response


def _asked(name: str) -> tuple[str, Form]:
    for form in _FILES:
        if name.endswith(f".{form}"):
            return name.removesuffix(f".{form}"), form
    return name, "html"
