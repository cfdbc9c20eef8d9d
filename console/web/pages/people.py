"""`/people` and `/organisations`: who is who, and for administrators everything that changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.hint_words import web_hint
from console.web.house import House
from console.web.party_names import party_names_known
from console.web.people_keeping import BY_NAME, Secret, issue, keep, said_people
from console.web.policy import ADMINISTRATORS, READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.rendering import page
from console.web.views.people import organisation_rows, person_rows, substitute_rows
from console.web.views.person import (
    organisation_choices,
    people_choices,
    person_view,
    role_choices,
)
from rehearsals.people.words import MARKET_ROLES, ROLE_NAMES, IdentifierKind, role_name
from runbooks.errors import CallboardError, Refused, RunNotFound

pages = Pages()
_NEW, _ORGANISATIONS = "/new-person", "/organisations"
_IDENTIFIERS: tuple[tuple[IdentifierKind, str], ...] = (("mpid", "MPID"), ("dip_id", "DIP ID"))


@pages.page("/people", READERS)
def people(request: Request) -> Response:
    """Everybody, and who stands in for whom."""
    return _people(request)


@pages.page("/people/{person}", READERS)
def person(request: Request, person: str) -> Response:
    """One person."""
    return _person(request, person)


@pages.page(_NEW, ADMINISTRATORS)
def new(request: Request) -> Response:
    """The form for somebody who is not in the register yet."""
    return _new(request)


@pages.page(_ORGANISATIONS, READERS)
def organisations(request: Request) -> Response:
    """The organisations, and for whom they act."""
    return _organisations(request)


@pages.page("/people/do/{name}", READERS, methods=("POST",))
def do(request: Request, name: str, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Change the register as a form asks; refused, its page comes back with what was typed."""
    house: House = request.app.state.house
    kind = BY_NAME.get(name)
    if kind is None:
        raise RunNotFound(f"There is nothing called {name} to be done.", hint="Go back.")
    data = {**sent.data, **({"password": sent.password} if sent.password else {})}
    try:
        said = keep(house, sent.asking(house, request), kind, data)
    except CallboardError as error:
        return _again(request, sent, name, error)
    return RedirectResponse(with_said(sent.next or "/people", said), status_code=303)


@pages.page("/people/{person}/token", READERS, methods=("POST",))
def token(request: Request, person: str, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Issue a token or an invitation: it is on the page that answers, and nowhere else."""
    house: House = request.app.state.house
    data = {**sent.data, "person": person, "password": sent.password or ""}
    try:
        secret = issue(house, sent.asking(house, request), data)
    except CallboardError as error:
        return _person(request, person, error=error, failed="token", given=sent.data)
    return _person(request, person, secret=secret)


def _again(request: Request, sent: Posted, name: str, error: CallboardError) -> Response:
    """The page that a form stands on, once more."""
    place = (sent.next or "/people").partition("?")[0]
    if place == _ORGANISATIONS:
        return _organisations(request, error=error, failed=name, given=sent.data)
    if name == "add-person":
        return _new(request, error=error, given=sent.data)
    if place.startswith("/people/"):
        about = place.removeprefix("/people/").partition("#")[0]
        return _person(request, about, error=error, failed=name, given=sent.data)
    return _people(request, error=error)


def _page(
    request: Request, template: str, title: str, error: CallboardError | None, **values: Any
) -> Response:
    house: House = request.app.state.house
    visitor = house.visitor(request)
    return page(
        request,
        template,
        title=title,
        status=_status(error),
        messages=said_people(request, house, visitor) if error is None else (),
        error=error,
        hint=web_hint(error) if error else "",
        problems=getattr(error, "problems", {}),
        keeps=visitor.has({"administrator"}),
        key=uuid4().hex,
        **values,
    )


def _people(request: Request, *, error: CallboardError | None = None) -> Response:
    house: House = request.app.state.house
    register, now = house.register(), house.now()
    query = request.query_params.get("q", "")
    names = party_names_known(house)
    return _page(
        request,
        "people.html.j2",
        "People",
        error,
        rows=person_rows(register, now, query, names),
        query=query,
        substitutes=substitute_rows(register, now, names=names),
    )


def _person(
    request: Request,
    person: str,
    *,
    error: CallboardError | None = None,
    failed: str = "",
    given: Mapping[str, Any] | None = None,
    secret: Secret | None = None,
) -> Response:
    house: House = request.app.state.house
    register = house.register()
    found = register.people.get(register.named(person) or person)
    if found is None:
        raise RunNotFound(f"There is no person {person}.", hint="Look at the list of people.")
    return _page(
        request,
        "person.html.j2",
        found.name,
        error,
        view=person_view(register, house.visitor(request), found, party_names_known(house)),
        failed=failed,
        given=given or {},
        secret=secret,
        house_url=house.url,
        choices=people_choices(register, but=found.id),
        role_choices=role_choices(),
        role_names=[(role, role_name(role)) for role in ROLE_NAMES],
    )


def _new(
    request: Request,
    *,
    error: CallboardError | None = None,
    given: Mapping[str, Any] | None = None,
) -> Response:
    house: House = request.app.state.house
    return _page(
        request,
        "person_new.html.j2",
        "Add somebody",
        error,
        given=given or {},
        organisations=organisation_choices(house.register()),
        role_choices=role_choices(),
    )


def _organisations(
    request: Request,
    *,
    error: CallboardError | None = None,
    failed: str = "",
    given: Mapping[str, Any] | None = None,
) -> Response:
    house: House = request.app.state.house
    register = house.register()
    return _page(
        request,
        "organisations.html.j2",
        "Organisations",
        error,
        rows=organisation_rows(register, house.now(), party_names_known(house)),
        failed=failed,
        given=given or {},
        choices=organisation_choices(register),
        identifiers=_IDENTIFIERS,
        market_roles=[(role, role.replace("_", " ")) for role in MARKET_ROLES],
    )


def _status(error: CallboardError | None) -> int:
    if error is None:
        return 200
    return 409 if isinstance(error, Refused) else 422
