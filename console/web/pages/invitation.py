"""`/invitation`: setting one's first password, by what an administrator has handed over.

The invitation stands behind the # of a link, which no browser sends anywhere; a script of ours puts
it into the field, and without one it is pasted there.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.asking import arriving
from console.web.house import House
from console.web.policy import PUBLIC, Pages
from console.web.signing_in import sessions
from console.web.signing_in.addresses import address_of
from console.web.signing_in.forms import DoorForm, door_form, door_page
from console.web.signing_in.passwords import check_twice
from console.web.signing_in.turned_away import turned_away
from rehearsals.core.command import Refusal
from rehearsals.people.asked import SetPassword
from rehearsals.people.register import Person
from rehearsals.people.secrets import check_password, token_holder
from runbooks.errors import CallboardError, Refused

pages = Pages()


@pages.page("/invitation", PUBLIC)
def form(request: Request) -> Response:
    """The form; the invitation itself is in no address."""
    return _form(request, "")


@pages.page("/invitation", PUBLIC, methods=("POST",))
def accept(request: Request, sent: Annotated[DoorForm, Depends(door_form)]) -> Response:
    """Set the first password, and sign in."""
    house: House = request.app.state.house
    secret = sent.text("invitation")
    try:
        person, token = _invited(house, request, secret)
        _set(house, person, token, sent)
    except CallboardError as error:
        return _form(request, secret, error)
    response = RedirectResponse("/", status_code=303)
    sessions.begin(house, response, person.id, "password", house.visitor(request))
    house.doors.browsers.mark(response, person.id)
    return response


def _invited(house: House, request: Request, secret: str) -> tuple[Person, str]:
    """Who is invited, and by which invitation; raises Refused (journalled)."""
    holder = token_holder(house.register(), secret, "password", house.now())
    if isinstance(holder, Refusal):
        turned_away(
            house,
            holder.code,
            "An invitation was not taken.",
            address=address_of(request, house.url),
        )
        raise Refused(
            "no-invitation",
            "That is no invitation, or it has been used or has run out.",
            hint="Ask an administrator for a new one.",
        )
    person, token = holder
    return person, token.id


def _set(house: House, person: Person, invitation: str, sent: DoorForm) -> None:
    new = sent.raw("password")
    check_password(new, person=person.id, name=person.name)
    check_twice(new, sent.raw("again"))
    house.writer.people(
        SetPassword(
            person=person.id,
            hash=house.doors.passwords.hashed(new),
            invitation=invitation,
            **arriving(person.id),
        )
    )


def _form(request: Request, invitation: str, error: CallboardError | None = None) -> Response:
    return door_page(
        request,
        "invitation.html.j2",
        title="Set your first password",
        status=422 if error else 200,
        invitation=invitation,
        error=error,
    )
