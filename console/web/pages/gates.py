"""`/runs/RUN/gates` and `/runs/RUN/gates/GATE`: all gates of a run, and the room of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.naming import know_people
from console.web.house import House
from console.web.making_checks import make_checks
from console.web.policy import READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.reading import Look
from console.web.rendering import page
from console.web.views.gate import gate_room
from console.web.views.gates import gates as gates_of
from rehearsals.core.events import Fact
from runbooks.errors import RunNotFound
from runbooks.gates import Gate

pages = Pages()


@pages.page("/runs/{run}/gates", READERS)
def gates(request: Request, run: str) -> Response:
    """All gates of a run, and what their decisions left open."""
    house, look = looked(request, run)
    return page(
        request,
        "gates.html.j2",
        title="Gates",
        look=look,
        live="tick",
        view=gates_of(look, house.visitor(request)),
        key=uuid4().hex,
    )


@pages.page("/runs/{run}/gates/{gate}", READERS)
def room(request: Request, run: str, gate: str) -> Response:
    """The room of a gate."""
    house, look = looked(request, run)
    found = gate_of(look, gate)
    foreseen = house.foreseen(look, found.id)
    view = gate_room(look, house.visitor(request), found, house.reader.readiness(), foreseen)
    return page(
        request,
        "gate.html.j2",
        title=f"{found.id} {found.title}",
        look=look,
        live="tick",
        foreseen=foreseen,
        view=view,
        key=uuid4().hex,
    )


@pages.page("/runs/{run}/gates/{gate}/checks", READERS, methods=("POST",))
def checks(
    request: Request, run: str, gate: str, sent: Annotated[Posted, Depends(posted)]
) -> Response:
    """Have the automatic checks of a gate made now."""
    house, look = looked(request, run)
    found = gate_of(look, gate)
    make_checks(house, look, found, sent.asking(house, request))
    after = house.look(run)
    said = f"{look.seq + 1}-{after.seq}" if after.seq > look.seq else ""
    back = f"/runs/{look.run}/gates/{found.id}#criteria"
    return RedirectResponse(with_said(back, said), status_code=303)


def told(look: Look, facts: Sequence[Fact]) -> str:
    """The numbers in the run of facts that were just made: `41-43`; empty if there are none."""
    command = facts[0].command if facts else None
    numbers = [n for n, one in enumerate(look.facts, 1) if one.command == command]
    return f"{numbers[0]}-{numbers[-1]}" if numbers else ""


def looked(request: Request, run: str) -> tuple[House, Look]:
    """The house and a look at a run, with people called by their names from now on."""
    house: House = request.app.state.house
    look = house.look(run)
    know_people(look.names)
    return house, look


def gate_of(look: Look, name: str) -> Gate:
    """A gate of a run, by its id in any case; raises RunNotFound."""
    for gate in look.state.index.meeting_of.values():
        if gate.id.casefold() == name.casefold():
            return gate
    raise RunNotFound(
        f"Run {look.run} has no gate {name} in its scope.", hint="Look at the list of its gates."
    )
