"""`/sign-in` and `/sign-out`: in by password, and out again."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.house import House
from console.web.policy import PUBLIC, Pages
from console.web.posting import local_path, posted
from console.web.signing_in import sessions
from console.web.signing_in.by_password import signed_in
from console.web.signing_in.forms import DoorForm, door_form, door_page
from console.web.signing_in.passwords import TooSoon
from console.web.signing_in.sparing import Busy
from runbooks.errors import CallboardError

pages = Pages()

#: What is said of how somebody came here.
_SAID = {
    "out": "You are signed out.",
    "everywhere": "You are signed out everywhere.",
}


@pages.page("/sign-in", PUBLIC)
def form(request: Request) -> Response:
    """The form; whoever is signed in is led on, and nobody can be before the register begins."""
    house: House = request.app.state.house
    wanted = local_path(request.query_params.get("next")) or "/"
    if house.register().is_empty:
        return RedirectResponse("/set-up", status_code=303)
    if house.visitor(request).person is not None:
        return RedirectResponse(wanted, status_code=303)
    return _form(request, wanted, said=_SAID.get(request.query_params.get("said", "")))


@pages.page("/sign-in", PUBLIC, methods=("POST",))
def sign_in(request: Request, sent: Annotated[DoorForm, Depends(door_form)]) -> Response:
    """Sign somebody in, or say that the two do not go together."""
    house: House = request.app.state.house
    wanted = local_path(sent.text("next")) or "/"
    who = sent.text("who")
    try:
        person = signed_in(house, request, who, sent.raw("password"))
    except (CallboardError, TooSoon) as error:
        return _form(request, wanted, who=who, error=error)
    response = RedirectResponse(wanted, status_code=303)
    sessions.begin(house, response, person.id, "password", house.visitor(request))
    house.doors.browsers.mark(response, person.id)
    return response


async def _own_form(request: Request) -> None:
    """See to it that whoever is signed in is signed out by a page of theirs; raises Forged."""
    house: House = request.app.state.house
    if house.visitor(request).session is not None:
        await posted(request)


@pages.page("/sign-out", PUBLIC, methods=("POST",))
def sign_out(request: Request, _sent: Annotated[None, Depends(_own_form)]) -> Response:
    """End the session; who has none any more is out already."""
    house: House = request.app.state.house
    session = house.visitor(request).session
    if session is not None:
        sessions.end(house, session)
        house.doors.steps.drop(session.id)
    response = RedirectResponse("/sign-in?said=out", status_code=303)
    sessions.leave(response)
    return response


def _form(
    request: Request,
    wanted: str,
    *,
    who: str = "",
    said: str | None = None,
    error: CallboardError | None = None,
) -> Response:
    house: House = request.app.state.house
    provider = house.doors.provider_name
    status, headers = 200, {}
    if isinstance(error, TooSoon):
        status, headers = 429, {"Retry-After": str(error.seconds)}
    elif isinstance(error, Busy):
        status, headers = 503, {"Retry-After": "5"}
    elif error is not None:
        status = 403
    return door_page(
        request,
        "sign_in.html.j2",
        title="Sign in",
        status=status,
        headers=headers,
        wanted=wanted,
        who_typed=who,
        error=error,
        provider=provider,
        provider_href=f"/sign-in/oidc?next={quote(wanted, safe='/')}",
        messages=[("info", said)] if said else [],
    )
