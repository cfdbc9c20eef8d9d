"""`/n/u/TOKEN`: no more messages over a route.

A mail program that is asked to unsubscribe sends `List-Unsubscribe=One-Click` (RFC 8058): that acts
at once, without a page, a cookie or a question. Opening the address shows a page with a button, as
programs that look for harm in mail open every link.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response

from console.web.feeding import no_link
from console.web.house import House
from console.web.link_commands import by_link
from console.web.policy import PUBLIC, Pages
from console.web.public_forms import PublicForm, link_form
from console.web.public_pages import secret_page
from console.web.views.subscription import hole_of, one_route
from notices.subscriptions.asked import RemoveRoute
from notices.subscriptions.events import RemovedBy
from notices.subscriptions.links import link
from notices.subscriptions.records import Route

pages = Pages()
_FIELD, _ONE_CLICK = "List-Unsubscribe", "One-Click"


@pages.page("/n/u/{token}", PUBLIC)
def page(request: Request, token: str) -> Response:
    """A button, and what it means; opening the page changes nothing."""
    house: House = request.app.state.house
    route = house.notice_links.route("unsubscribe", token)
    return no_link() if route is None else _page(house, token, route)


@pages.page("/n/u/{token}", PUBLIC, methods=("POST",))
def unsubscribe(
    request: Request, token: str, sent: Annotated[PublicForm, Depends(link_form)]
) -> Response:
    """End the route: by a mail program at once, by the page after its button."""
    house: House = request.app.state.house
    route = house.notice_links.route("unsubscribe", token)
    if route is None:
        return no_link()
    if sent.text(_FIELD) == _ONE_CLICK:
        return _ended(house, token, route, *_by_program(route))
    if not sent.ticked("unsubscribe"):
        return _page(house, token, route)
    if route.role_mailbox and not sent.ticked("for_all"):
        return _page(house, token, route, unsure=True)
    return _ended(house, token, route, "self_service", "")


def _by_program(route: Route) -> tuple[RemovedBy, str]:
    """A mailbox of several people gets no such header any more; who still has one means it."""
    if route.role_mailbox:
        return "self_service", "one click of a mail program, in a mailbox that several people read"
    return "one_click", ""


def _ended(house: House, token: str, route: Route, by: RemovedBy, reason: str) -> Response:
    house.writer.subscriptions(RemoveRoute(route=route.id, by=by, reason=reason, **by_link(route)))
    return _page(house, token, house.notices.subscriptions().routes[route.id])


def _page(house: House, token: str, route: Route, *, unsure: bool = False) -> Response:
    subs = house.notices.subscriptions()
    return secret_page(
        "link_unsubscribe.html.j2",
        title="You are told no more" if route.state == "removed" else "Unsubscribe",
        status=422 if unsure else 200,
        token=token,
        route=one_route(route),
        organisation=subs.subscribers[route.subscriber].name,
        manage=link(house.notice_links.vault, "", route, "manage"),
        hole=hole_of(subs, route, without=True),
        unsure=unsure,
    )
