"""Signing up to be told: what is typed, what is wrong with it, and the command that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast
from uuid import uuid4

from console.web.house import House
from console.web.public_forms import PublicForm
from console.web.runbook_shelf import from_library
from console.web.views.for_you import audiences
from console.web.views.named import system_of
from console.web.views.outage_board import named
from notices.channels.http_settings import policy_of
from notices.subscriptions.addresses import Address, read_address
from notices.subscriptions.asked import PUBLIC, RequestRoute
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.records import Interest, RouteKind
from rehearsals.core.command import Refusal
from runbooks.library import library_names
from runbooks.model import Runbook

#: Who asks from outside, in the journal.
SOMEBODY = "public"
#: The ways to be told that somebody may choose outside; a Slack bot is set up by an operator.
KINDS: Mapping[RouteKind, tuple[str, str]] = {
    "email": ("E-mail", "An address at which somebody reads."),
    "webhook": ("Webhook", "Your own machine is sent signed JSON (Standard Webhooks)."),
    "slack_webhook": ("Slack", "The address of an incoming webhook of your Slack workspace."),
}
#: The field that a refusal is about.
_FIELDS: Mapping[str, str] = {
    "bad-name": "organisation",
    "bad-role": "roles",
    "bad-mpid": "mpids",
    "bad-interest": "systems",
    "bad-label": "label",
    "bad-address": "address",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What can be chosen: ids, and what people call them."""

    roles: tuple[tuple[str, str], ...]
    systems: tuple[tuple[str, str], ...]
    #: Those that plans speak of; there may come others.
    environments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What somebody typed, as it was typed."""

    organisation: str = ""
    mpids: str = ""
    roles: tuple[str, ...] = ()
    kind: str = "email"
    address: str = field(default="", repr=False)
    label: str = ""
    systems: tuple[str, ...] = ()
    environments: str = ""
    role_mailbox: bool = False
    calendar: bool = False
    test: bool = False
    fallback: bool = False


def typed_in(sent: PublicForm) -> Typed:
    """A form as it was sent."""
    return Typed(
        organisation=sent.text("organisation"),
        mpids=sent.text("mpids"),
        roles=sent.many("roles[]"),
        kind=sent.text("kind") or "email",
        address=sent.text("address"),
        label=sent.text("label"),
        systems=sent.many("systems[]"),
        environments=sent.text("environments"),
        role_mailbox=sent.ticked("role_mailbox"),
        calendar=sent.ticked("calendar"),
        test=sent.ticked("test"),
        fallback=sent.ticked("fallback"),
    )


def choices(house: House) -> Choices:
    """What can be chosen: what the plans to come and the real nights speak of."""
    shipped = tuple(from_library(name).book for name in library_names())
    books = (*house.audiences.told(inside=False).books, *shipped)
    environments = sorted({book.notices.environment for book in books})
    return Choices(
        roles=audiences(books), systems=_systems(books), environments=tuple(environments)
    )


def asked_for(
    house: House, typed: Typed, *, subscriber: str = "", actor: str = SOMEBODY
) -> RequestRoute | dict[str, str]:
    """The command that asks for a route, of a guest or a subscriber; or what is wrong by field."""
    found = route_of(house, typed)
    if isinstance(found, dict):
        return found
    organisation = Organisation(
        name=typed.organisation, roles=typed.roles, mpids=tuple(typed.mpids.upper().split())
    )
    return RequestRoute(
        id=f"public:{uuid4().hex}",
        actor=actor,
        channel=PUBLIC,
        subscriber=subscriber,
        route=found,
        signs_up=None if subscriber else organisation,
    )


def route_of(house: House, typed: Typed) -> NewRoute | dict[str, str]:
    """The route that was typed, or what is wrong with it by field."""
    if typed.kind not in KINDS:
        return {"kind": "Choose one of these."}
    kind = cast("RouteKind", typed.kind)
    if not typed.address:
        return {"address": "Say where to; nothing was typed here."}
    found = read_address(kind, typed.address, house.notice_links.vault, policy_of(house.environ))
    if isinstance(found, Refusal):
        return {"address": f"{found.message} {found.hint}"}
    return route_to(found, typed)


def interest_of(typed: Typed) -> Interest:
    """What somebody wants to be told of."""
    environments = tuple(typed.environments.replace(",", " ").split())
    return Interest(systems=typed.systems, environments=environments)


def field_of(code: str) -> str | None:
    """The field that a refusal is about; None: about all of it."""
    return _FIELDS.get(code)


def route_to(address: Address, typed: Typed) -> NewRoute:
    """The route that was typed, to an address that was read."""
    return address.route(
        label=typed.label,
        interest=interest_of(typed),
        role_mailbox=typed.role_mailbox,
        test=typed.test,
        calendar=typed.calendar,
        fallback=typed.fallback,
    )


def _systems(books: tuple[Runbook, ...]) -> tuple[tuple[str, str], ...]:
    """The systems that go out of service."""
    found: dict[str, str] = {}
    for book in books:
        for outage in book.outages.values():
            system = system_of(book, outage.system)
            found.setdefault(system.id, named(system.id, system.name))
    return tuple(sorted(found.items()))
