"""What is for everybody: the document of the API, and what cutovers mean for an audience."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from console.api import answers, answers_beside
from console.api.finding import as_json
from console.api.routing import Asker, Routes
from console.web.house import House
from console.web.policy import AUDIENCE, PUBLIC
from rehearsals.people.words import ROLE_NAMES
from reports.data import plain

routes = Routes(tags=["for everybody"])


@routes.on("GET", "/openapi.json", PUBLIC, answers=answers.Out, said="The document.")
def show_document(request: Request) -> Response:
    """Show this document (OpenAPI 3.1); it is no secret."""
    return as_json(request.app.openapi())


@routes.on(
    "GET", "/for/{audience}", AUDIENCE, answers=answers_beside.ForAudience, said="What it means."
)
def show_for(request: Request, visitor: Asker, audience: str) -> Response:
    """Say what cutovers mean for an audience: what not to do, from when to when.

    Without a token, where the operator made it public, it tells of the real nights alone.
    """
    house: House = request.app.state.house
    return as_json(plain(house.audiences.page(audience, inside=visitor.has(ROLE_NAMES))[1]))
