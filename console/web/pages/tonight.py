"""`/runs/RUN/tonight` and `/runs/RUN/wall`: the board everybody looks at, and the wall's."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from console.web.house import House
from console.web.live.shared import regions
from console.web.policy import READERS, Pages
from console.web.rendering import page

pages = Pages()


@pages.page("/runs/{run}", READERS)
def run_page(request: Request, run: str) -> Response:
    """Lead to the board of a run."""
    house: House = request.app.state.house
    return RedirectResponse(f"/runs/{house.look(run).run}/tonight", status_code=303)


@pages.page("/runs/{run}/tonight", READERS)
def tonight(request: Request, run: str) -> Response:
    """The board of a run."""
    return _shared(request, run, "tonight", "Tonight")


@pages.page("/runs/{run}/wall", READERS)
def wall(request: Request, run: str) -> Response:
    """The board for the screen of a command centre."""
    return _shared(request, run, "wall", "Wall")


def _shared(request: Request, run: str, name: str, title: str) -> Response:
    house: House = request.app.state.house
    look = house.look(run)
    return page(
        request, f"{name}.html.j2", title=title, look=look, live=name,
        regions=regions(house, name, look),
    )  # fmt: skip
