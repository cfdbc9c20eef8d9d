"""`/programme`: milestones, frozen plans and requests to change them, to be read."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.rendering import page
from console.web.views.programme import programme_view
from rehearsals.programme.book import programme_ledger

pages = Pages()


@pages.page("/programme", READERS)
def programme(request: Request) -> Response:
    """The programme as it stands."""
    house: House = request.app.state.house
    state = programme_ledger(house.journal, house.now).state()
    return page(
        request,
        "programme.html.j2",
        title="Programme",
        view=programme_view(state, house.register(), house.now()),
    )
