"""`/healthz` and `/readyz`: whether the process lives, and whether it can read its journal."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from console.web.house import House
from console.web.policy import PUBLIC, Pages
from rehearsals.names import PEOPLE
from runbooks.errors import JournalError

pages = Pages()


@pages.page("/healthz", PUBLIC)
def healthz() -> Response:
    """That the process answers."""
    return JSONResponse({"status": "ok"})


@pages.page("/readyz", PUBLIC)
def readyz(request: Request) -> Response:
    """That the journal can be read."""
    house: House = request.app.state.house
    try:
        # Past the reader: whoever reads a long run through holds this up no more than pages.
        house.journal.head(PEOPLE)
    except JournalError:
        return JSONResponse({"status": "the journal cannot be read"}, status_code=503)
    return JSONResponse({"status": "ready"})
