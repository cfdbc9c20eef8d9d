"""Routes of the API: each says its scope and its roles, and none is open that does not.

Who asks is known by a token in the header `Authorization` alone. A cookie opens nothing here, so
that no page elsewhere can make a browser ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from console.api.problems import ApiProblem
from console.web.house import House
from console.web.policy import Access
from console.web.visitor import Visitor
from rehearsals.core.command import Refusal
from rehearsals.people.secrets import token_holder
from rehearsals.people.words import ROLE_NAMES, Scope, role_name

_REALM = 'Bearer realm="callboard"'


class Routes(APIRouter):
    """A router whose every route has an access and a scope."""

    def on(
        self,
        method: str,
        path: str,
        access: Access,
        *,
        scope: Scope = "read",
        answers: type[BaseModel] | None = None,
        status: int = 200,
        media_type: str = "application/json",
        said: str = "Done.",
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, Any] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Route a method and a path to a function, for tokens of a scope and people of roles.

        `body` is the request body of the document; `more` goes into the operation as it is.
        """
        enforce = _enforcing(access, scope)
        found: dict[str, Any] = {"description": said}
        if answers is not None:
            found["model"] = answers
        if media_type != "application/json":
            found["content"] = {media_type: {"schema": {"type": "string"}}}
        if headers is not None:
            found["headers"] = headers
        extra: dict[str, Any] = {"x-access": access.name, "x-scope": scope, **(more or {})}
        if body is not None:
            extra["requestBody"] = {"required": True, "content": body}

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            self.add_api_route(
                path,
                function,
                methods=[method],
                status_code=status,
                dependencies=[Depends(enforce)],
                response_class=Response,
                response_model=None,
                responses={status: found},
                operation_id=extra.pop("operationId", function.__name__),
                openapi_extra=extra,
            )
            return function

        return decorate


def visitor_of(request: Request) -> Visitor:
    """Who asks; a route's own enforcement has seen to it that somebody does."""
    visitor = request.state.visitor
    if not isinstance(visitor, Visitor):
        raise TypeError("every route of the API is enforced")
    return visitor


def house_of(request: Request) -> House:
    """The house of the application."""
    house = request.app.state.house
    if not isinstance(house, House):
        raise TypeError("the application has a house")
    return house


#: Parameters of routes.
Asker = Annotated[Visitor, Depends(visitor_of)]
TheHouse = Annotated[House, Depends(house_of)]


def _enforcing(access: Access, scope: Scope) -> Callable[[Request], None]:
    def enforce(request: Request) -> None:
        _check_parameters(request)
        request.state.visitor = admitted(request, access, scope)

    return enforce


def admitted(request: Request, access: Access, scope: Scope) -> Visitor:
    """Who asks, as the register is now; raises ApiProblem for whoever may not come in."""
    house = house_of(request)
    # Whoever sends a token means to be known by it, also where nobody has to be.
    unknown = "authorization" not in request.headers
    if access.public or (access.if_public and house.public and unknown):
        return Visitor(register=house.register(), now=house.now())
    visitor = _holder(request, house, scope)
    if access.roles and not visitor.has(access.roles):
        whose = ", ".join(role_name(role) for role in ROLE_NAMES if role in access.roles)
        raise ApiProblem(
            403,
            "role-needed",
            f"This takes one of these roles: {whose}.",
            "Ask an administrator if you should have it.",
        )
    return visitor


def _holder(request: Request, house: House, scope: Scope) -> Visitor:
    """Who holds the token of a request; raises ApiProblem."""
    given = request.headers.getlist("authorization")
    kind, _, secret = given[0].partition(" ") if len(given) == 1 else ("", "", "")
    if kind.lower() != "bearer" or not secret.strip():
        raise ApiProblem(
            401,
            "token-needed",
            "This takes a token.",
            "Send it as `Authorization: Bearer callboard_...`; see `callboard token issue`.",
            headers={"WWW-Authenticate": _REALM},
        )
    register, now = house.register(), house.now()
    found = token_holder(register, secret.strip(), scope, now)
    if isinstance(found, Refusal):
        status, error = (
            (403, f'{_REALM}, error="insufficient_scope", scope="{scope}"')
            if found.code == "token-scope"
            else (401, f'{_REALM}, error="invalid_token"')
        )
        headers = {"WWW-Authenticate": error}
        raise ApiProblem(status, found.code, found.message, found.hint, headers=headers)
    person, token = found
    return Visitor(register=register, now=now, person=person, token=token)


def _parameters(dependant: Dependant) -> Iterator[str]:
    """The names of the parameters in an address that a route takes."""
    yield from (field.alias for field in dependant.query_params)
    for other in dependant.dependencies:
        yield from _parameters(other)


def _check_parameters(request: Request) -> None:
    """Raise ApiProblem for a parameter that there is not: a filter must not be passed over."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    known = set(_parameters(route.dependant))
    given = [name for name, _ in request.query_params.multi_items()]
    wrong = {name: "There is no such parameter here." for name in given if name not in known}
    wrong |= {name: "Give this once." for name in known if given.count(name) > 1}
    if wrong:
        raise ApiProblem(422, "bad-parameters", "The address is not understood.", fields=wrong)
