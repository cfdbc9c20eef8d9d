"""`/subscribers`: who is told of outages over which routes, and everything that changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import uuid4

from fastapi import Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from console.web.hint_words import web_hint
from console.web.house import House
from console.web.policy import KEEPERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.rendering import page
from console.web.subscribers_keeping import keep, said_subscriptions
from console.web.subscribers_made import KINDS
from console.web.subscribers_typed import Form, typed_route
from console.web.subscribing import Typed, choices
from console.web.typed_values import Misread
from console.web.views.notices_words import CHANNELS
from console.web.views.subscribers import subscriber_view, subscribers_view
from notices.outbox.rows import SUBSCRIPTIONS
from runbooks.errors import CallboardError, Refused, RunNotFound

pages = Pages()
_LIST, _NEW = "/subscribers", "/new-subscriber"
_LONGEST = 100


@pages.page(_LIST, KEEPERS)
def subscribers(request: Request, q: Annotated[str, Query(max_length=_LONGEST)] = "") -> Response:
    """The organisations, who of them cannot be reached, and what is mandatory for whom."""
    return _list(request, query=q)


@pages.page(_NEW, KEEPERS)
def new(request: Request) -> Response:
    """The form for an organisation that is not there yet."""
    return _new(request)


@pages.page("/subscribers/{subscriber}", KEEPERS)
def one(request: Request, subscriber: str) -> Response:
    """One organisation with its routes."""
    return _one(request, subscriber)


@pages.page("/subscribers/do/{what}", KEEPERS, methods=("POST",))
def do(request: Request, what: str, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Do what a form asks; refused, its page comes back with what was typed."""
    house: House = request.app.state.house
    try:
        form = Form(house=house, asking=sent.asking(house, request), data=sent.data)
        said = keep(house, form, what)
    except (Misread, Refused) as error:
        return _again(request, sent, what, error)
    return RedirectResponse(with_said(_next(sent, what), said), status_code=303)


def _next(sent: Posted, what: str) -> str:
    """Where it leads: to whom it was about, where that is still to be found."""
    about = str(sent.data.get("subscriber", "")).lower()
    if what == "merge":
        return f"{_LIST}/{sent.data.get('into', '')}"
    return f"{_LIST}/{about}" if what == "add" else sent.next or _LIST


def _again(request: Request, sent: Posted, what: str, error: CallboardError) -> Response:
    if what == "add":
        return _new(request, error=error, given=sent.data)
    place = (sent.next or _LIST).partition("#")[0]
    about = place.removeprefix(f"{_LIST}/") if place.startswith(f"{_LIST}/") else ""
    if not about:
        return _list(request, error=error, failed=what, given=sent.data)
    return _one(request, about, error=error, failed=what, given=sent.data)


def _page(
    request: Request, template: str, title: str, error: CallboardError | None, **values: Any
) -> Response:
    house: House = request.app.state.house
    found = choices(house)
    return page(
        request,
        template,
        title=title,
        status=200 if error is None else 409 if isinstance(error, Refused) else 422,
        messages=said_subscriptions(request, house, house.visitor(request)) if not error else (),
        error=error,
        hint=web_hint(error) if error else "",
        problems=error.problems if isinstance(error, Misread) else {},
        key=uuid4().hex,
        roles=found.roles,
        systems=found.systems,
        **values,
    )


def _list(
    request: Request,
    *,
    query: str = "",
    error: CallboardError | None = None,
    failed: str = "",
    given: Mapping[str, Any] | None = None,
) -> Response:
    house: House = request.app.state.house
    view = subscribers_view(house.notices.subscriptions(), query)
    return _page(
        request, "subscribers.html.j2", "Subscribers", error,
        view=view, query=query, failed=failed, given=given or {},
    )  # fmt: skip


def _new(
    request: Request,
    *,
    error: CallboardError | None = None,
    given: Mapping[str, Any] | None = None,
) -> Response:
    return _page(request, "subscriber_new.html.j2", "Add an organisation", error, given=given or {})


def _one(
    request: Request,
    subscriber: str,
    *,
    error: CallboardError | None = None,
    failed: str = "",
    given: Mapping[str, Any] | None = None,
) -> Response:
    house: House = request.app.state.house
    subs = house.notices.subscriptions()
    found = subs.subscribers.get(subscriber.lower())
    if found is None:
        words = f"There is no subscriber {subscriber[:_LONGEST]!r}."
        raise RunNotFound(words, hint="Choose one of the list.")
    topics = (SUBSCRIPTIONS, *house.notices.runs())
    given = given or {}
    return _page(
        request,
        "subscriber.html.j2",
        found.name,
        error,
        view=subscriber_view(subs, found, [house.notices.deliveries(one) for one in topics]),
        listed=[(o.id, o.name) for o in subs.subscribers.values() if o.listed and not o.left_at],
        kinds=[(kind, CHANNELS[kind]) for kind in KINDS],
        typed=typed_route(given) if failed == "request-route" else Typed(),
        failed=failed,
        given=given,
    )
