"""`POST /runs`: opening a run, through the same checks as the page does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import Request
from fastapi.responses import Response
from pydantic import Field

from console.api import answers
from console.api.bodies import Body, RawJson, Text, Whole, plain, read
from console.api.document import json_of
from console.api.finding import as_json
from console.api.keys import Key, once
from console.api.routing import Asker, Routes, TheHouse
from console.api.shaping import summary_data
from console.planning import Wanted
from console.web.house import House
from console.web.opening import all_but_mine, everybody, open_wanted, preview
from console.web.policy import OPENERS
from console.web.visitor import Visitor
from rehearsals.clocks import FASTEST
from rehearsals.core.words import Attendance, Communications, Mode
from rehearsals.names import run_stream
from runbooks.errors import AnchorError, CallboardError, JournalError

routes = Routes(tags=["runs"])
_LARGEST_SEED = 999_999_999


class OpenRunBody(Body):
    """What run is to be opened, and how its time goes."""

    runbook: Annotated[Text, Field(description="The name of a shipped runbook: GET /runbooks.")]
    mode: Mode = "rehearsal"
    name: Annotated[Text | None, Field(description="Its id; else the next free one.")] = None
    anchor: Annotated[
        str | None,
        Field(
            pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            description="The day on which the plan begins, such as 2026-03-01.",
        ),
    ] = None
    from_gate: Text | None = None
    to_gate: Text | None = None
    follows: Annotated[Text | None, Field(description="The run of the runbook before it.")] = None
    seed: Annotated[
        Annotated[int, Field(ge=0, le=_LARGEST_SEED), Whole] | None,
        Field(description="Of a simulation; else 1."),
    ] = None
    scale: Annotated[
        float | None,
        Field(gt=0, le=FASTEST, description="Run seconds in a real one, of a rehearsal; else 1."),
    ] = None
    simulated: Annotated[
        Literal["nobody", "others", "all"],
        Field(description="Whom simulated people play: all parties but the holder's, or all."),
    ] = "nobody"
    communications: Annotated[
        Communications | None,
        Field(description="Whether outage notices leave; else by the mode."),
    ] = None
    attendance: Annotated[
        dict[str, Attendance],
        Field(
            default_factory=dict,
            description="How parties take part, by their ids, besides what `simulated` says.",
        ),
    ]


@routes.on(
    "POST", "/runs", OPENERS, scope="act", status=201, answers=answers.Opened,
    said="It is open.", body=json_of(OpenRunBody),
    headers={"Location": {"description": "The run.", "schema": {"type": "string"}}},
)  # fmt: skip
def open_run(request: Request, house: TheHouse, visitor: Asker, key: Key, raw: RawJson) -> Response:
    """Open a run of a shipped runbook."""
    body = read(OpenRunBody, raw)
    wanted = _wanted(body)
    wish = once(visitor, key, "open-run", plain(body))
    with request.app.state.underway.hold(wish, "runs"):
        before = wish.done_before(_openings(house))
        attendance = {} if before else _attendance(house, visitor, wanted, body)
        run = open_wanted(house, wish.asking, wanted, body.name, attendance).run
    look = house.look(run)
    return as_json(
        {"repeated": before, "run": summary_data(look)},
        status=201,
        headers={"Location": f"/api/v1/runs/{run}"},
    )


def _wanted(body: OpenRunBody) -> Wanted:
    """What is wanted; raises CallboardError for what does not fit together."""
    if body.seed is not None and body.mode != "simulation":
        raise CallboardError("Only a simulation has a seed.", hint="Leave it out.")
    if body.scale is not None and body.mode != "rehearsal":
        raise CallboardError("Only a rehearsal's time is scaled.", hint="Leave the scale out.")
    try:
        date = dt.date.fromisoformat(body.anchor) if body.anchor else None
    except ValueError as error:
        raise AnchorError(f"{body.anchor} is no day.", hint="Such as 2026-03-01.") from error
    return Wanted(
        runbook=body.runbook,
        seed=(1 if body.seed is None else body.seed) if body.mode == "simulation" else None,
        date=date,
        from_gate=body.from_gate,
        to_gate=body.to_gate,
        follows=body.follows,
        factor=body.scale,
        live=body.mode == "live",
        communications=body.communications,
    )


def _attendance(
    house: House, visitor: Visitor, wanted: Wanted, body: OpenRunBody
) -> dict[str, Attendance]:
    """How parties take part; raises CallboardError for one that the runbook does not have."""
    if body.simulated == "nobody" and not body.attendance:
        return {}
    planned = preview(house, wanted, body.name).planned
    unknown = body.attendance.keys() - planned.written.parties.keys()
    if unknown:
        raise CallboardError(
            f"{planned.written.runbook} has no party {min(unknown)}.",
            hint="Its parties stand in GET /runbooks/{name}.",
        )
    if body.simulated == "nobody":
        return dict(body.attendance)
    played = everybody(planned) if body.simulated == "all" else all_but_mine(planned, visitor)
    return {**played, **body.attendance}


def _openings(house: House) -> Iterator[str]:
    """The commands that opened runs; runs that cannot be read are passed over."""
    for run in house.reader.runs():
        try:
            first = next(iter(house.journal.read(run_stream(run))), None)
        except JournalError:
            continue
        if first is not None:
            yield first.entry.command
