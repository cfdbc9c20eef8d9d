"""Who may open which route: a word for every route, and none without one.

What a route then does is asked at the desk again, which knows about runs and parties; this is the
door to the room, not to each cupboard in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from console.web.visitor import Visitor
from notices.subscriptions.permissions import KEEPERS as SUBSCRIPTION_KEEPERS
from rehearsals.people.words import ROLE_NAMES, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """Who may open a route."""

    #: For people, in the table of routes and roles.
    name: str
    #: Anybody, signed in or not.
    public: bool = False
    #: Any of these roles; empty: being signed in is enough.
    roles: frozenset[Role] = frozenset()
    #: Anybody if the operator made it public; else as `roles` says.
    if_public: bool = False

    def __post_init__(self) -> None:
        """Be known by name; raises ValueError if another one is called the same."""
        if BY_NAME.setdefault(self.name, self) != self:
            raise ValueError(f"two kinds of access are called {self.name}")


#: Every kind of access there is.
BY_NAME: dict[str, Access] = {}

PUBLIC = Access(name="public", public=True)
SIGNED_IN = Access(name="signed in")
#: Everybody with a role reads how runs stand.
READERS = Access(name="readers", roles=frozenset(ROLE_NAMES))
#: The pages for audiences: public if the operator says so.
AUDIENCE = Access(name="audience", roles=frozenset(ROLE_NAMES), if_public=True)
#: Whoever may open runs.
OPENERS = Access(name="openers", roles=frozenset({"cutover_manager", "rehearsal_controller"}))
#: Whoever keeps who is told of outages: addresses stand on these pages.
KEEPERS = Access(name="keepers of subscriptions", roles=frozenset(SUBSCRIPTION_KEEPERS))
#: Whoever may take away who was told what: it names organisations and their routes.
NOTICE_AUDITORS = Access(
    name="notice auditors",
    roles=frozenset({"communications_approver", "cutover_manager", "assurance", "administrator"}),
)
ADMINISTRATORS = Access(name="administrators", roles=frozenset({"administrator"}))


class NotSignedIn(Exception):
    """Nobody is signed in where somebody must be."""


class NotAllowed(Exception):
    """Somebody is signed in, and has none of the roles that a page takes."""

    def __init__(self, access: Access) -> None:
        super().__init__(access.name)
        self.access = access


def check(access: Access, visitor: Visitor, *, operator_public: bool) -> None:
    """Raise NotSignedIn or NotAllowed for a visitor who may not come in."""
    if access.public or (access.if_public and operator_public):
        return
    if visitor.person is None:
        raise NotSignedIn
    if access.roles and not visitor.has(access.roles):
        raise NotAllowed(access)


class Pages(APIRouter):
    """A router whose every route has an access."""

    def page(
        self, path: str, access: Access, *, methods: Sequence[str] = ("GET",), **more: Any
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Route a path to a function, for those who may open it.

        Of a public page nobody is asked who they are: no session is looked up.
        """

        def enforce(request: Request) -> None:
            house = request.app.state.house
            check(access, house.visitor(request), operator_public=house.public)

        asked = () if access.public else (Depends(enforce),)

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            self.add_api_route(
                path,
                function,
                methods=list(methods),
                dependencies=[*asked, *more.pop("dependencies", ())],
                response_class=more.pop("response_class", HTMLResponse),
                include_in_schema=more.pop("include_in_schema", False),
                openapi_extra={"x-access": access.name, **more.pop("openapi_extra", {})},
                **more,
            )
            return function

        return decorate
