"""What goes wrong, as a page: what happened, and what to do next. Never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from urllib.parse import quote
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from console.web.house import House
from console.web.live.refetches import HEADER
from console.web.policy import NotAllowed, NotSignedIn
from console.web.posting import Forged
from console.web.rendering import page
from console.web.security import BY_LINK, put_headers
from console.web.signing_in.passwords import TooSoon
from console.web.signing_in.sparing import Busy
from console.web.visitor import Visitor
from rehearsals.people.register import Register
from rehearsals.people.words import ROLE_NAMES, role_name
from runbooks.errors import (
    CallboardError,
    JournalError,
    Refused,
    RunbookNotFound,
    RunNotFound,
)

_log = logging.getLogger("callboard.web")
_TITLES = {
    401: "You are signed out",
    403: "This page is not for you",
    404: "There is no such page",
    405: "This cannot be done here",
    409: "This was refused",
    413: "That is too large",
    422: "This was not understood",
    429: "Not so fast",
    503: "This cannot be done now",
}
_PLAIN: Mapping[int, tuple[str, str]] = {
    400: ("What was sent cannot be read.", "Go back, load the page again, and send it once more."),
    404: ("There is nothing at this address.", "Go to the start."),
    405: ("That cannot be asked of this address.", "Go to the start."),
    413: ("What was sent is larger than is taken here.", "Go back, and send less."),
}
_UNAVAILABLE = 503


def failed(
    request: Request,
    status: int,
    message: str,
    hint: str,
    *,
    title: str | None = None,
    links: Sequence[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A page that says what went wrong, and what to do next; `links` are addresses and words."""

    def made() -> Response:
        return page(
            request,
            "failed.html.j2",
            title=title or _TITLES.get(status, "This did not work"),
            status=status,
            message=message,
            hint=hint,
            links=links or (("/", "To the start"),),
            headers=headers,
        )

    try:
        return made()
    except Exception:  # noqa: BLE001 - who it is could not be found out either
        house: House = request.app.state.house
        request.state.visitor = Visitor(register=Register(), now=house.now())
        return made()


def add_handlers(app: FastAPI) -> None:
    """Have an application answer errors by pages; the API adds its own."""
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    app.add_exception_handler(NotAllowed, _not_allowed)
    app.add_exception_handler(Forged, _forged)
    app.add_exception_handler(CallboardError, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _unexpected)


def _not_signed_in(request: Request, _error: Exception) -> Response:
    house: House = request.app.state.house
    if request.headers.get(HEADER) or request.url.path.count("/live/"):
        return Response("You are signed out.", status_code=401, media_type="text/plain")
    if house.register().is_empty:
        return RedirectResponse("/set-up", status_code=303)
    if request.method not in ("GET", "HEAD"):
        return failed(
            request,
            401,
            "You are signed out, so nothing was done.",
            "Go back: what you typed is still there. Copy it, sign in again, and send it again.",
            links=(("/sign-in", "Sign in"),),
        )
    wanted = request.url.path
    if request.url.query:
        wanted = f"{wanted}?{request.url.query}"
    return RedirectResponse(f"/sign-in?next={quote(wanted, safe='/')}", status_code=303)


def _not_allowed(request: Request, error: Exception) -> Response:
    roles = error.access.roles if isinstance(error, NotAllowed) else frozenset()
    whose = ", ".join(role_name(role) for role in ROLE_NAMES if role in roles)
    return failed(
        request,
        403,
        f"This takes one of these roles: {whose}.",
        "Ask an administrator if you should have it.",
        links=(("/", "To the start"), ("/account", "What you are here")),
    )


def _forged(request: Request, _error: Exception) -> Response:
    house: House = request.app.state.house
    if house.visitor(request).person is not None:
        return failed(
            request,
            403,
            "This form is not from a page of your present session; nothing was done.",
            "Go back: what you typed is still there. Copy it, load the page again, and send it "
            "once more.",
            title="The page was too old",
        )
    return failed(
        request,
        403,
        "This form was open too long, or your browser keeps no cookies of this page; "
        "nothing was done.",
        "Open it again. Some browsers, Safari among them, keep them by https only: use another "
        "one on this machine.",
        title="The page was too old",
        links=(("/sign-in", "Sign in"),),
    )


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, CallboardError):
        raise TypeError(error)
    status = status_of(error)
    if isinstance(error, JournalError) and status == _UNAVAILABLE:
        _log.error("The journal: %s", error)
    again = getattr(error, "seconds", 5 if isinstance(error, Busy) else None)
    headers = {"Retry-After": str(again)} if again is not None else None
    return failed(request, status, str(error.args[0]), error.hint or "Go back.", headers=headers)


def _not_understood(request: Request, _error: Exception) -> Response:
    return failed(request, 422, "The address is not understood.", "Go back.")


def _plain(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise TypeError(error)
    message, hint = _PLAIN.get(error.status_code, (str(error.detail), "Go to the start."))
    return failed(request, error.status_code, message, hint, headers=error.headers)


def _unexpected(request: Request, error: Exception) -> Response:
    number = uuid4().hex[:8]
    _log.error("%s %s %s", number, request.method, shown_path(request.url.path), exc_info=error)
    response = failed(
        request,
        500,
        f"Something went wrong inside; it is number {number} in the log.",
        "Try again; if it stays, tell whoever runs the console. Nothing is half done.",
    )
    # This answer is made outside of everything else, the layer that adds them included.
    put_headers(response.headers, request.app.state.house.url)
    return response


def shown_path(path: str) -> str:
    """A path for the log: the secrets of links are no part of it."""
    if path.startswith("/set-up/"):
        return "/set-up/..."
    # `/n/u/TOKEN`: what it was for may be known.
    return f"{path[:4]}/..." if path.startswith(BY_LINK) else path


def status_of(error: CallboardError) -> int:
    """The status of HTTP that says the same as an error of ours."""
    match error:
        case RunNotFound() | RunbookNotFound():
            return 404
        case TooSoon():
            return 429
        case Refused():
            return 409
        case JournalError() | Busy():
            return _UNAVAILABLE
        case _:
            return 422
