"""`/sign-in/oidc` and `/step-up`: by the identity provider, and there once more for a decision."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from console.web.failing import failed
from console.web.house import House
from console.web.policy import PUBLIC, SIGNED_IN, Pages
from console.web.posting import local_path
from console.web.rendering import page
from console.web.signing_in import sessions
from console.web.signing_in.addresses import address_of
from console.web.signing_in.by_provider import come_back, is_same, sent_away, somebody
from console.web.signing_in.cookies import AWAY, put
from console.web.signing_in.id_token import Claims
from console.web.signing_in.pending import LIFE, Pending
from console.web.signing_in.provider import Provider
from console.web.signing_in.provider_http import ProviderDown
from console.web.signing_in.sparing import Busy
from runbooks.errors import CallboardError

pages = Pages()
_DONE = "/step-up?done=yes"


@pages.page("/sign-in/oidc", PUBLIC)
def begin(request: Request) -> Response:
    """Send whoever wants to sign in to the provider."""
    wanted = local_path(request.query_params.get("next")) or "/"
    return _away(request, wanted)


@pages.page("/sign-in/oidc/return", PUBLIC)
def back(request: Request) -> Response:
    """Whoever comes back from the provider is signed in, or has signed in anew."""
    house, provider = _provider(request)
    try:
        claims, pending = come_back(house, provider, request)
        if pending.session is not None:
            return _stepped_up(request, claims, pending, pending.session)
        person = somebody(house, claims, address_of(request, house.url))
        response = RedirectResponse(pending.next, status_code=303)
        sessions.begin(house, response, person.id, "oidc", house.visitor(request))
    except CallboardError as error:
        return _failed(request, error)
    return response


@pages.page("/step-up", SIGNED_IN)
def step_up(request: Request) -> Response:
    """What it is to sign in anew, and the way there."""
    house: House = request.app.state.house
    visitor = house.visitor(request)
    wanted = local_path(request.query_params.get("next"))
    session = visitor.session
    return page(
        request,
        "step_up.html.j2",
        title="Sign in once more",
        by_provider=session is not None and session.means == "oidc" and house.doors.provider,
        provider=house.doors.provider_name,
        fresh=house.doors.fresh_step(visitor) is not None,
        href=f"/step-up/oidc?next={quote(wanted or _DONE, safe='/')}",
        back=wanted,
    )


@pages.page("/step-up/oidc", SIGNED_IN)
def step_up_away(request: Request) -> Response:
    """Send whoever has to sign in anew to the provider."""
    house: House = request.app.state.house
    session = house.visitor(request).session
    if session is None or session.means != "oidc":
        return RedirectResponse("/step-up", status_code=303)
    wanted = local_path(request.query_params.get("next")) or _DONE
    return _away(request, wanted, session=session.id)


def _away(request: Request, wanted: str, session: str | None = None) -> Response:
    house, provider = _provider(request)
    try:
        address, pending = sent_away(house, provider, request, wanted, session=session)
    except CallboardError as error:
        return _failed(request, error)
    response = RedirectResponse(address, status_code=303)
    put(response, AWAY, pending.browser, LIFE + timedelta(minutes=1))
    return response


def _stepped_up(request: Request, claims: Claims, pending: Pending, session: str) -> Response:
    house: House = request.app.state.house
    visitor = house.visitor(request)
    if visitor.person is None or visitor.session is None or visitor.session.id != session:
        raise CallboardError("You were signed out meanwhile.", hint="Sign in again.")
    if not is_same(claims, visitor.person):
        raise CallboardError(
            f"Somebody else than {visitor.person.name} signed in there.",
            hint="Sign out at the identity provider, and begin again as yourself.",
        )
    house.doors.steps.take(session, house.now())
    return RedirectResponse(pending.next, status_code=303)


def _provider(request: Request) -> tuple[House, Provider]:
    house: House = request.app.state.house
    if house.doors.provider is None:
        raise HTTPException(404)
    return house, house.doors.provider


def _failed(request: Request, error: CallboardError) -> Response:
    out = isinstance(error, ProviderDown | Busy)
    return failed(
        request,
        503 if out else 403,
        str(error.args[0]),
        error.hint or "Begin again.",
        title="You are not signed in" if not out else "The identity provider cannot be reached",
        links=(("/sign-in", "Sign in another way"),),
        headers={"Retry-After": "10"} if out else None,
    )
