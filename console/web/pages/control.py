"""`/runs/RUN/control`: the desk of the cutover manager, which everybody may read."""

from __future__ import annotations

from uuid import uuid4

from fastapi import Request
from fastapi.responses import Response

from console.web.pages.gates import looked
from console.web.policy import READERS, Pages
from console.web.rendering import page
from console.web.views.control import control as control_of

pages = Pages()


@pages.page("/runs/{run}/control", READERS)
def control(request: Request, run: str) -> Response:
    """What holds for the whole night, and what can be done about it."""
    house, look = looked(request, run)
    foreseen = house.foreseen(look)
    return page(
        request,
        "control.html.j2",
        title="Control",
        look=look,
        live="tick",
        foreseen=foreseen,
        view=control_of(look, house.visitor(request), foreseen),
        key=uuid4().hex,
    )
