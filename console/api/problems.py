"""What goes wrong, as a problem document (RFC 9457): what it is, why, and what to do next."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from console.web.failing import status_of
from console.web.fields import BadFields
from console.web.house import House
from console.web.plain_problems import problem_words
from console.web.security import put_headers
from runbooks.errors import CallboardError, JournalError, Refused

MEDIA_TYPE = "application/problem+json"
#: Refusals that say: not you. All others say: not now, or not so.
_NOT_YOURS = frozenset(
    {"not-permitted", "not-known", "not-a-scribe", "own-word-only", "token-scope"}
    | {"password-needed", "wrong-password", "no-password", "invitation-needed"}
)
_SERVER_ERROR, _UNAVAILABLE, _DOES_NOT_FIT = 500, 503, 422
#: Seconds after which it is worth trying again, where nothing better is known.
_AGAIN = 5
_log = logging.getLogger("callboard.api")


class Problem(BaseModel):
    """A problem document: why nothing was done, and what to do next."""

    type: Annotated[str, Field(description="Names the kind of problem: `urn:callboard:CODE`.")]
    title: Annotated[str, Field(description="The meaning of the status.")]
    status: Annotated[int, Field(ge=400, le=599)]
    detail: Annotated[str, Field(description="What is wrong, in a sentence for people.")]
    code: Annotated[str, Field(description="A stable id, such as `predecessors-open`.")]
    hint: Annotated[str | None, Field(description="What to do next.")] = None
    fields: Annotated[
        dict[str, str] | None, Field(description="What is wrong with each field, by its path.")
    ] = None


class ApiProblem(Exception):
    """Something that is wrong with a request, and no error of ours says it."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        hint: str | None = None,
        *,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.problem = problem(status, code, detail, hint, fields=fields)
        self.headers = headers


def problem(
    status: int,
    code: str,
    detail: str,
    hint: str | None = None,
    *,
    fields: Mapping[str, str] | None = None,
) -> Problem:
    """A problem document."""
    return Problem(
        type=f"urn:callboard:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=_printable(detail),
        code=code,
        hint=_printable(hint) if hint else None,
        fields={_printable(name): _printable(word) for name, word in fields.items()}
        if fields
        else None,
    )


def answer(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem document as an answer."""
    return Response(
        found.model_dump_json(exclude_none=True),
        status_code=found.status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )


def add_handlers(api: FastAPI) -> None:
    """Have the API answer every error by a problem document."""
    api.add_exception_handler(ApiProblem, _api_problem)
    api.add_exception_handler(CallboardError, _ours)
    api.add_exception_handler(RequestValidationError, _not_understood)
    api.add_exception_handler(HTTPException, _plain)
    api.add_exception_handler(Exception, _unexpected)


def _api_problem(_request: Request, error: Exception) -> Response:
    if not isinstance(error, ApiProblem):
        raise TypeError("registered for problems")
    return answer(error.problem, error.headers)


def _ours(_request: Request, error: Exception) -> Response:
    if not isinstance(error, CallboardError):
        raise TypeError("registered for errors of ours")
    status, code = status_of(error), _code(error)
    if isinstance(error, Refused) and code in _NOT_YOURS:
        status = 403
    elif status == _DOES_NOT_FIT and not isinstance(error, BadFields):
        status = 409  # it is as the document says, and cannot be all the same
    if isinstance(error, JournalError) and status == _UNAVAILABLE:
        _log.error("The journal: %s", error)
    again = getattr(error, "seconds", _AGAIN if status == _UNAVAILABLE else None)
    headers = {"Retry-After": str(again)} if again is not None else None
    if isinstance(error, BadFields):
        detail = "What was sent does not fit: see the fields."
        return answer(problem(status, code, detail, error.hint, fields=error.problems))
    return answer(problem(status, code, error.message, error.hint), headers)


def _code(error: CallboardError) -> str:
    """The code of a refusal; of another error its name: `RunNotFound` is `run-not-found`."""
    if isinstance(error, Refused):
        return error.code
    if type(error) is CallboardError:
        return "refused"
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()


def _not_understood(_request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise TypeError("registered for what FastAPI finds")
    fields = {".".join(map(str, one["loc"])): problem_words(one) for one in error.errors()}
    return answer(
        problem(422, "bad-parameters", "The address is not understood.", fields=fields),
    )


_PLAIN: Mapping[int, tuple[str, str, str]] = {
    400: ("bad-request", "What was sent cannot be read.", "Send it as the document says."),
    404: ("no-such-address", "There is nothing at this address.", "See /api/v1/openapi.json."),
    405: ("no-such-method", "That cannot be asked of this address.", "See the header Allow."),
    413: ("too-large", "What was sent is larger than is taken here.", "Send less."),
}


def _plain(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise TypeError("registered for errors of HTTP")
    words = (f"http-{error.status_code}", str(error.detail), "See /api/v1/openapi.json.")
    code, detail, hint = _PLAIN.get(error.status_code, words)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(_methods(request))}
    return answer(problem(error.status_code, code, detail, hint), headers)


def _methods(request: Request) -> list[str]:
    """The methods of all routes of an address; a router names those of the first alone."""
    found: set[str] = set()
    for route in (one for routes in request.app.state.routes for one in routes.routes):
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    return sorted(found)


def _unexpected(request: Request, error: Exception) -> Response:
    number = uuid4().hex[:8]
    _log.error("%s %s %s", number, request.method, request.url.path, exc_info=error)
    house: House = request.app.state.house
    found = problem(
        _SERVER_ERROR,
        "internal",
        f"Something went wrong inside; it is number {number} in the log.",
        "Try again with the same key; if it stays, tell whoever runs the console.",
    )
    response = answer(found)
    put_headers(response.headers, house.url)
    return response


def _printable(text: str) -> str:
    """A text that can be written as UTF-8, whatever it repeats of what was sent."""
    return text.encode("utf-8", errors="backslashreplace").decode()
