"""`/account`: one's own ways in: the password, and where one is signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.telling_people import SIGNED_IN_BY, ZONE
from console.web.handing_in import check_password as check_own_password
from console.web.house import House
from console.web.policy import SIGNED_IN, Pages
from console.web.posting import Posted, posted
from console.web.rendering import page
from console.web.signing_in import sessions
from console.web.signing_in.passwords import check_twice
from console.web.visitor import Visitor
from rehearsals.names import PEOPLE
from rehearsals.people.asked import EndSession, EndSessions, SetPassword
from rehearsals.people.register import Person
from rehearsals.people.secrets import check_password
from runbooks.errors import CallboardError

pages = Pages()
_SAID = {
    "password": "Your password is changed; everywhere else you are signed out.",
    "session": "That session is ended.",
}


@pages.page("/account", SIGNED_IN)
def account(request: Request) -> Response:
    """Who is signed in, and where."""
    return _page(request, said=_SAID.get(request.query_params.get("done", "")))


@pages.page("/account/password", SIGNED_IN, methods=("POST",))
def password(request: Request, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Change the password; all other sessions end."""
    house: House = request.app.state.house
    visitor = house.visitor(request)
    person = _somebody(visitor)
    new = _raw(sent, "new")
    try:
        check_twice(new, _raw(sent, "again"))
        check_password(new, person=person.id, name=person.name)
        check_own_password(house, visitor, _raw(sent, "password"), where=PEOPLE, door="web")
        fields = {
            "person": person.id,
            "hash": house.doors.passwords.hashed(new),
            "keep_session": visitor.session.id if visitor.session else None,
        }
        house.writer.people(sent.asking(house, request).make(SetPassword, fields))
    except CallboardError as error:
        return _page(request, error=error)
    return RedirectResponse("/account?done=password", status_code=303)


@pages.page("/account/end-session", SIGNED_IN, methods=("POST",))
def end_session(request: Request, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """End one of one's own sessions."""
    house: House = request.app.state.house
    fields = {"session": str(sent.data.get("session", ""))}
    try:
        house.writer.people(sent.asking(house, request).make(EndSession, fields))
    except CallboardError as error:
        return _page(request, error=error)
    return RedirectResponse("/account?done=session", status_code=303)


@pages.page("/account/sign-out-everywhere", SIGNED_IN, methods=("POST",))
def sign_out_everywhere(request: Request, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """End all of one's own sessions, this one too."""
    house: House = request.app.state.house
    fields = {"person": _somebody(house.visitor(request)).id}
    house.writer.people(sent.asking(house, request).make(EndSessions, fields))
    response = RedirectResponse("/sign-in?said=everywhere", status_code=303)
    sessions.leave(response)
    return response


def _somebody(visitor: Visitor) -> Person:
    if visitor.person is None:
        raise AssertionError("the policy lets nobody in who is not signed in")
    return visitor.person


def _raw(sent: Posted, name: str) -> str:
    value = sent.form.get(name)
    return value if isinstance(value, str) else ""


def _page(
    request: Request, *, said: str | None = None, error: CallboardError | None = None
) -> Response:
    house: House = request.app.state.house
    visitor = house.visitor(request)
    person, register = _somebody(visitor), house.register()
    return page(
        request,
        "account.html.j2",
        title="Your account",
        status=422 if error else 200,
        messages=[("success", said)] if said else [],
        person=person,
        organisation=register.organisations[person.organisation].name,
        zone=ZONE,
        sessions=register.sessions_of(person.id, house.now()),
        means=SIGNED_IN_BY,
        own=visitor.session.id if visitor.session else "",
        error=error,
    )
