"""What is for everybody: the document of the API, and what cutovers mean for an audience."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request
from fastapi.responses import Response

from console.api import answers, answers_beside
from console.api.finding import as_json, missing
from console.api.routing import Routes, TheHouse
from console.web.house import House
from console.web.policy import AUDIENCE, PUBLIC
from console.web.views.for_you import Source, audiences, for_you
from reports.data import plain
from runbooks.errors import CallboardError

routes = Routes(tags=["for everybody"])


@routes.on("GET", "/openapi.json", PUBLIC, answers=answers.Out, said="The document.")
def show_document(request: Request) -> Response:
    """Show this document (OpenAPI 3.1); it is no secret."""
    return as_json(request.app.openapi())


@routes.on(
    "GET", "/for/{audience}", AUDIENCE, answers=answers_beside.ForAudience, said="What it means."
)
def show_for(house: TheHouse, audience: str) -> Response:
    """Say what open cutovers mean for an audience: what not to do, from when to when."""
    sources = list(_sources(house))
    known = {key for key, _ in audiences([one.stands.state.runbook for one in sources])}
    if audience not in known:
        raise missing("audience", audience, f"There are now: {', '.join(sorted(known)) or 'none'}.")
    return as_json(plain(for_you(audience, sources)))


def _sources(house: House) -> Iterator[Source]:
    """The runs that go on; one that cannot be read does not keep the others from being told of."""
    for run in house.reader.runs():
        try:
            look = house.look(run)
        except CallboardError:
            continue
        if look.state.status == "open" and look.state.mode != "simulation":
            yield Source(stands=look.standing)
