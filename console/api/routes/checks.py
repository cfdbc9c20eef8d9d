"""`/runs/RUN/gates/GATE/checks`: having the automatic checks of a gate made."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from console.api import answers
from console.api.finding import look_at, missing
from console.api.keys import Key, once
from console.api.routes.commands import made_in, made_under
from console.api.routing import Asker, Routes, TheHouse
from console.web.making_checks import make_checks
from console.web.policy import READERS

routes = Routes(tags=["tasks and gates"])


@routes.on(
    "POST", "/runs/{run}/gates/{gate}/checks", READERS, scope="act", answers=answers.DoneInRun,
    said="They are made; the findings that are news.",
)  # fmt: skip
def make_gate_checks(
    *, request: Request, house: TheHouse, visitor: Asker, run: str, gate: str, key: Key
) -> Response:
    """Have the automatic checks of a gate made now; there is no body."""
    look = look_at(house, run, to_write=True)
    found = next((one for one in look.state.index.meeting_of.values() if one.id == gate), None)
    if found is None:
        raise missing("gate", gate)
    wish = once(visitor, key, "make-checks", gate)
    with request.app.state.underway.hold(wish, look.run):
        before = wish.done_before(one.wish for one in made_under(request, house.look(run), wish))
        if not before:
            make_checks(house, look, found, wish.asking)
    after = house.look(look.run)
    # The findings are commands of their own, whose ids begin with that of the wish.
    made = [one for one in made_under(request, after, wish) if one.wish == wish.id]
    return made_in(after, made, repeated=before)
