"""`/`: to the run that is being played, or to the list of runs."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from console.web.house import House
from console.web.policy import SIGNED_IN, Pages
from runbooks.errors import JournalError

pages = Pages()


@pages.page("/", SIGNED_IN)
def entrance(request: Request) -> Response:
    """Lead whoever comes to the newest run that is open, if there is one."""
    house: House = request.app.state.house
    for run in reversed(house.reader.runs()):
        try:
            state = house.reader.state(run)
        except JournalError:
            # The list of runs says which one cannot be read; the others are played all the same.
            continue
        if state.status == "open":
            return RedirectResponse(f"/runs/{run}/tonight", status_code=303)
    return RedirectResponse("/runs", status_code=303)
