"""`/subscribe`: asking to be told of outages; and `/n/c/TOKEN`, saying that one did ask.

What is answered to a request is the same whether or not the address is told already, so that nobody
finds out who is. Nothing is sent there until whoever reads there has pressed a button, or their
machine has taken the signed test: programs open links, and run scripts, but press no buttons.
"""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import Response

from console.web.feeding import no_link
from console.web.house import House
from console.web.link_commands import by_link
from console.web.policy import PUBLIC, Pages
from console.web.public_forms import PublicForm, form_page, link_form, public_form
from console.web.public_pages import secret_page
from console.web.signing_in.addresses import address_of
from console.web.subscribing import KINDS, Typed, asked_for, choices, field_of, typed_in
from console.web.views.subscription import one_route
from notices.subscriptions.asked import ConfirmRoute
from notices.subscriptions.links import link
from notices.subscriptions.records import Route
from notices.subscriptions.signing_up import sign_up
from runbooks.errors import Refused

pages = Pages()
_TITLE = "Be told of outages"


@pages.page("/subscribe", PUBLIC)
def form(request: Request) -> Response:
    """The form."""
    return _form(request, Typed(), {})


@pages.page("/subscribe", PUBLIC, methods=("POST",))
def ask(request: Request, sent: Annotated[PublicForm, Depends(public_form)]) -> Response:
    """Ask for a route; what was mistyped comes back with all that was typed."""
    house: House = request.app.state.house
    typed = typed_in(sent)
    wanted = asked_for(house, typed)
    if isinstance(wanted, dict):
        return _form(request, typed, wanted)
    wait = house.sign_ups.attempt(address_of(request, house.url), house.now())
    if wait is not None:
        seconds = int(wait.total_seconds()) + 1
        return _form(request, typed, {"": "That was often from here."}, status=429, wait=seconds)
    try:
        made = sign_up(house.writer.subscriptions, house.notices.subscriptions, wanted, house.now())
        return _asked(house, typed, made)
    except Refused as refused:
        problems = {field_of(refused.code) or "": f"{refused.args[0]} {refused.hint}"}
        status = 429 if refused.code == "too-many-requests" else 422
        return _form(request, typed, problems, status=status)


@pages.page("/n/c/{token}", PUBLIC)
def confirm_page(request: Request, token: str) -> Response:
    """A button, and what it means; opening the page changes nothing."""
    house: House = request.app.state.house
    route = house.notice_links.route("confirm", token)
    if route is None or route.state == "removed":
        return no_link()
    return _confirming(house, token, route)


@pages.page("/n/c/{token}", PUBLIC, methods=("POST",))
def confirm(
    request: Request, token: str, sent: Annotated[PublicForm, Depends(link_form)]
) -> Response:
    """Say that one wants to be told; once more changes nothing."""
    house: House = request.app.state.house
    route = house.notice_links.route("confirm", token)
    if route is None or route.state == "removed":
        return no_link()
    if sent.text("confirm") != "yes":
        return _confirming(house, token, route)
    try:
        house.writer.subscriptions(ConfirmRoute(route=route.id, **by_link(route)))
    except Refused as refused:
        return _confirming(house, token, route, refused)
    return _confirming(house, token, house.notices.subscriptions().routes[route.id])


def _confirming(house: House, token: str, route: Route, refused: Refused | None = None) -> Response:
    subs = house.notices.subscriptions()
    return secret_page(
        "link_confirm.html.j2",
        title="Confirm" if route.state == "pending" else "Confirmed",
        status=409 if refused else 200,
        token=token,
        route=one_route(route),
        organisation=subs.subscribers[route.subscriber].name,
        known=choices(house).environments,
        manage=link(house.notice_links.vault, "", route, "manage"),
        refused=refused,
    )


def _asked(house: House, typed: Typed, route: Route | None) -> Response:
    """What is answered to every request; of a known address the secrets open and sign nothing."""
    vault, nobody = house.notice_links.vault, f"nobody:{uuid4().hex}"
    secret = vault.webhook_secret(route.id if route else nobody, 1)
    manage = (
        link(vault, house.url, route, "manage")
        if route
        else (f"{house.url}/n/m/{vault.token('manage', nobody)}")
    )
    return secret_page(
        "subscribe_asked.html.j2", title="Nearly there", typed=typed, secret=secret, manage=manage,
        here="/subscribe",
    )  # fmt: skip


def _form(
    request: Request, typed: Typed, problems: dict[str, str], *, status: int = 200, wait: int = 0
) -> Response:
    response = form_page(
        request,
        "subscribe.html.j2",
        title=_TITLE,
        status=422 if problems and status == 200 else status,  # noqa: PLR2004 - all went well
        here="/subscribe",
        typed=typed,
        problems=problems,
        errors=[(name or None, text) for name, text in problems.items()],
        choices=choices(request.app.state.house),
        kinds=KINDS,
        wait=wait,
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
