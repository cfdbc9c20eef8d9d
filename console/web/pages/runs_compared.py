"""`/runs/compare?a=RUN&b=RUN`: two runs side by side."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.rendering import page
from console.web.views.compared import MOST_TASKS, compared
from console.web.views.compared_sides import apart, side_of
from console.web.views.runs import comparable, run_rows

pages = Pages()
#: Runs that are offered where somebody compares a run with itself.
_MOST_OFFERED = 8


@pages.page("/runs/compare", READERS)
def compare(request: Request, a: str = "", b: str = "", sort: str = "") -> Response:
    """The comparison; without two runs, back to the list where they are chosen."""
    house: House = request.app.state.house
    if not a or not b:
        return RedirectResponse("/runs", status_code=303)
    one, other = side_of(house.look(a)), side_of(house.look(b))
    choices = comparable(run_rows(house))
    by_difference = sort == "difference"
    return page(
        request,
        "runs_compared.html.j2",
        title=f"{one.run} and {other.run}",
        a=one,
        b=other,
        apart=tuple(apart(one, other)),
        view=compared(one, other, by_difference=by_difference),
        by_difference=by_difference,
        most=MOST_TASKS,
        choices=choices,
        others=tuple(each for each in choices if each[0] != one.run)[:_MOST_OFFERED],
    )
