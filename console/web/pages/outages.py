"""`/runs/RUN/outages`: what is, will be and was out of service, and what that means."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.rendering import page
from console.web.views.chances import stands_on
from console.web.views.outages_page import outage_groups

pages = Pages()


@pages.page("/runs/{run}/outages", READERS)
def outages(request: Request, run: str) -> Response:
    """The outages of a run."""
    house: House = request.app.state.house
    look = house.look(run)
    foreseen = house.foreseen(look)
    return page(
        request,
        "outages.html.j2",
        title="Outages",
        look=look,
        live="tick",
        foreseen=foreseen,
        groups=outage_groups(look.standing, foreseen),
        stands_on=stands_on(look, foreseen),
    )
