"""`/set-up`: beginning an empty register, by the link that `callboard up` has printed."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.house import House
from console.web.policy import PUBLIC, Pages
from console.web.signing_in import sessions
from console.web.signing_in.beginning import Newcomer, NotYet, begin_register
from console.web.signing_in.forms import DoorForm, door_form, door_page
from runbooks.errors import CallboardError

pages = Pages()
#: Where whoever has set Callboard up begins.
_ON = "/runs"
_NOBODY_YET = Newcomer(
    name="", person="", email="", organisation="", manages=True, example=True, password="", again=""
)


@pages.page("/set-up", PUBLIC)
def how(request: Request) -> Response:
    """How to come by the link; nothing of it once somebody is known."""
    house: House = request.app.state.house
    if not house.register().is_empty:
        return RedirectResponse("/", status_code=303)
    return door_page(request, "set_up_how.html.j2", title="Set Callboard up", late=False)


@pages.page("/set-up/{secret}", PUBLIC)
def form(request: Request, secret: str) -> Response:
    """The form, for whoever has the link."""
    return _without(request, secret) or _form(request, secret, _NOBODY_YET)


@pages.page("/set-up/{secret}", PUBLIC, methods=("POST",))
def begin(request: Request, secret: str, sent: Annotated[DoorForm, Depends(door_form)]) -> Response:
    """Begin the register, and sign its first administrator in."""
    if refused := _without(request, secret):
        return refused
    house: House = request.app.state.house
    newcomer = _newcomer(sent)
    try:
        begin_register(house, newcomer)
    except CallboardError as error:
        return _form(request, secret, newcomer, error)
    house.doors.setup.use(secret)
    response = RedirectResponse(_ON, status_code=303)
    sessions.begin(house, response, newcomer.person, "setup", house.visitor(request))
    house.doors.browsers.mark(response, newcomer.person)
    return response


def _without(request: Request, secret: str) -> Response | None:
    """What whoever has no link that opens is told; None for who has one."""
    house: House = request.app.state.house
    if not house.register().is_empty:
        return RedirectResponse("/", status_code=303)
    if house.doors.setup.opens(secret, house.now()):
        return None
    return door_page(request, "set_up_how.html.j2", title="Set Callboard up", status=403, late=True)


def _newcomer(sent: DoorForm) -> Newcomer:
    return Newcomer(
        name=sent.text("name"),
        person=sent.text("person"),
        email=sent.text("email"),
        organisation=sent.text("organisation"),
        manages=bool(sent.text("manages")),
        example=bool(sent.text("example")),
        password=sent.raw("password"),
        again=sent.raw("again"),
    )


def _form(
    request: Request, secret: str, newcomer: Newcomer, error: CallboardError | None = None
) -> Response:
    problems = error.problems if isinstance(error, NotYet) else {}
    errors: list[tuple[str | None, str]] = [*problems.items()]
    if error is not None and not errors:
        errors.append((None, str(error)))
    return door_page(
        request,
        "set_up.html.j2",
        title="Set Callboard up",
        status=422 if error else 200,
        secret=secret,
        typed=newcomer,
        problems=problems,
        errors=errors,
    )
