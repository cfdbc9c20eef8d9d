"""`/runs/RUN/mine`: what is mine or my party's, with its action in at most two taps."""

from __future__ import annotations

from uuid import uuid4

from fastapi import Request
from fastapi.responses import Response

from console.naming import know_people
from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.rendering import page
from console.web.views.mine import mine as mine_view

pages = Pages()


def fresh_key() -> str:
    """A key for a form: what it asks is done once, however often it is sent."""
    return uuid4().hex


@pages.page("/runs/{run}/mine", READERS)
def mine(request: Request, run: str, party: str | None = None) -> Response:
    """My tasks, or those of a party for which I enter what was said."""
    house: House = request.app.state.house
    look = house.look(run)
    know_people(look.names)
    view = mine_view(look, house.visitor(request), party)
    title = f"Tasks of {view.other}" if view.other else "My tasks"
    return page(
        request,
        "mine.html.j2",
        title=title,
        look=look,
        live="tick",
        view=view,
        fresh=fresh_key,
        back=f"/runs/{look.run}/mine" + (f"?party={view.chosen}" if view.chosen else ""),
    )
