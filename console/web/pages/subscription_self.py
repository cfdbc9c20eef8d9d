"""`/n/m/TOKEN`: looking after one's own subscription, behind the link in every message."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.feeding import no_link
from console.web.house import House
from console.web.policy import PUBLIC, Pages
from console.web.public_forms import PublicForm, link_form
from console.web.public_pages import SECRET, secret_page
from console.web.subscribing import KINDS, Typed, choices
from console.web.subscription_doing import DOING, Done
from console.web.views.sent_lately import sent_lately
from console.web.views.subscription import current, hole_of, one_route, others_of
from notices.outbox.rows import SUBSCRIPTIONS
from notices.subscriptions.links import PLACES, link
from notices.subscriptions.records import Route
from runbooks.errors import Refused

pages = Pages()
#: What is said of what was just done.
_SAID = {
    "changed": "It is kept as you said.",
    "test": "A test is on its way; it is marked as one.",
    "added": "It is asked for: it has to be confirmed there first.",
    "renewed": "The links are new; those in older messages open nothing any more. Keep this one.",
}


@pages.page("/n/m/{token}", PUBLIC)
def page(request: Request, token: str) -> Response:
    """The subscription as it is now."""
    house: House = request.app.state.house
    route = house.notice_links.route("manage", token)
    if route is None:
        return no_link()
    said = _SAID.get(request.query_params.get("said", ""))
    return _page(house, token, route, Done(said=said or ""))


@pages.page("/n/m/{token}/{what}", PUBLIC, methods=("POST",))
def do(
    request: Request, token: str, what: str, sent: Annotated[PublicForm, Depends(link_form)]
) -> Response:
    """Change something about it."""
    house: House = request.app.state.house
    route, doing = house.notice_links.route("manage", token), DOING.get(what)
    if route is None or route.state == "removed" or doing is None:
        return no_link()
    # Leaving is never made harder; anything else writes, and whoever has a mailbox has such a link.
    wait = None if what == "remove" else house.sign_ups.attempt(f"link {route.id}", house.now())
    if wait is not None:
        seconds = int(wait.total_seconds()) + 1
        done = Done(
            problem=f"That was often in a short time. Nothing was changed; wait {seconds} s."
        )
        return _page(house, token, route, done)
    try:
        done = doing(house, route, sent)
    except Refused as refused:
        done = Done(problem=f"{refused.args[0]} {refused.hint}")
    route = house.notices.subscriptions().routes[route.id]
    if not done.said:
        return _page(house, token, route, done)
    address = link(house.notice_links.vault, "", route, "manage")
    return RedirectResponse(f"{address}?said={done.said}", status_code=303, headers=dict(SECRET))


def _page(house: House, token: str, route: Route, done: Done) -> Response:
    subs, vault = house.notices.subscriptions(), house.notice_links.vault
    owner = subs.subscribers[route.subscriber]
    topics = (SUBSCRIPTIONS, *house.notices.runs())
    deliveries = [
        one for topic in topics for one in house.notices.deliveries(topic).deliveries.values()
    ]
    return secret_page(
        "subscription_self.html.j2",
        title="Your subscription",
        status=422 if done.problem else 200,
        token=token,
        route=one_route(route),
        owner=owner,
        others=others_of(subs, route),
        mandatory=subs.mandatory_for(owner),
        hole=hole_of(subs, route),
        choices=choices(house),
        kinds=KINDS,
        typed=done.typed or Typed(),
        sent=sent_lately(deliveries, route.id),
        current=current(house.notices.said_to(route)),
        feeds=f"{house.url}/n/{PLACES['feed']}/{vault.token('feed', route.id, route.links)}",
        done=done,
    )
