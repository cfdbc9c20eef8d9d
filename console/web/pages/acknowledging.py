"""`/n/a/TOKEN`: saying that one has read a notice, by the link in its message."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response

from console.web.feeding import no_link
from console.web.house import House
from console.web.link_commands import by_link
from console.web.notice_links import Acknowledged
from console.web.policy import PUBLIC, Pages
from console.web.public_forms import PublicForm, link_form
from console.web.public_pages import secret_page
from console.web.views.acknowledging import acknowledging
from notices.outbox.rows import DeliveryId
from notices.subscriptions.links import link

pages = Pages()


@pages.page("/n/a/{token}", PUBLIC)
def page(request: Request, token: str) -> Response:
    """A button; opening the page says nothing, as programs open every link."""
    house: House = request.app.state.house
    found = house.notice_links.acknowledged(token)
    return no_link() if found is None else _page(house, token, found)


@pages.page("/n/a/{token}", PUBLIC, methods=("POST",))
def acknowledge(
    request: Request, token: str, sent: Annotated[PublicForm, Depends(link_form)]
) -> Response:
    """Say that it was read; once more changes nothing."""
    house: House = request.app.state.house
    found = house.notice_links.acknowledged(token)
    if found is None:
        return no_link()
    if not sent.ticked("read"):
        # A program that takes a 200 for its acknowledgement would be wrong.
        return _page(house, token, found, status=422)
    house.writer.acknowledge(found.topic, found.key, how="link", by=by_link(found.route))
    return _page(house, token, found)


def _page(house: House, token: str, found: Acknowledged, status: int = 200) -> Response:
    told = DeliveryId.of(found.key)
    thread = house.notices.book(found.topic).thread(told.notice)
    delivery = house.notices.deliveries(found.topic).deliveries[found.key]
    if thread is None:
        return no_link()
    return secret_page(
        "link_acknowledge.html.j2",
        title="Say that you have read it",
        status=status,
        token=token,
        view=acknowledging(thread, told, delivery),
        manage=link(house.notice_links.vault, "", found.route, "manage"),
    )
