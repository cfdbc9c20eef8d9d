"""The journal: the events of a run, whether they are whole, their export; and what was refused."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response, StreamingResponse

from console.api import answers, answers_beside
from console.api.finding import PAGE, After, Limit, as_json, look_at
from console.api.routing import Routes, TheHouse
from console.api.shaping import frame_data, head_data, told_data
from console.web.downloading import in_pieces
from console.web.policy import READERS, Access
from rehearsals.journal.export import export_stream
from rehearsals.journal.verify import verify_stream
from rehearsals.names import REFUSALS, run_stream
from runbooks.errors import JournalCorrupt

routes = Routes(tags=["journal"])
#: What was refused tells of readiness too, which is private.
AUDITORS = Access(
    name="auditors", roles=frozenset({"cutover_manager", "administrator", "assurance"})
)


@routes.on("GET", "/runs/{run}/events", READERS, answers=answers.Events, said="The events.")
def list_events(
    *,
    house: TheHouse,
    run: str,
    after: After = 0,
    limit: Limit = PAGE,
    kind: Annotated[
        str | None, Query(alias="type", description="Only of this type, such as TaskStarted.")
    ] = None,
    actor: Annotated[
        str | None, Query(description="Only what this person entered or is said to have said.")
    ] = None,
    command: Annotated[str | None, Query(description="Only what this command made.")] = None,
) -> Response:
    """List events of a run in order, a page at a time."""
    look = look_at(house, run)
    numbered = islice(enumerate(look.facts, 1), min(after, len(look.facts)), None)
    fitting = (
        (seq, fact)
        for seq, fact in numbered
        if kind in (None, type(fact.event).__name__)
        and (actor is None or actor in (fact.actor, fact.on_behalf_of))
        and command in (None, fact.command)
    )
    page = list(islice(fitting, limit))
    more = next(fitting, None) is not None
    return as_json(
        {
            **frame_data(look),
            "events": [told_data(look, seq, fact) for seq, fact in page],
            "next": page[-1][0] if more else None,
            "head": head_data(look.head),
        }
    )


@routes.on(
    "GET", "/runs/{run}/verification", READERS, answers=answers.Verification, said="The finding."
)
def verify_run(house: TheHouse, run: str) -> Response:
    """Read the journal of a run through, and say whether anything in it was altered."""
    look = look_at(house, run)
    try:
        head = verify_stream(house.journal.read(run_stream(look.run)))
    except JournalCorrupt as error:
        found = {"whole": False, "problem": error.message}
        return as_json({"run": look.run, "head": head_data(look.head), **found})
    return as_json({"run": look.run, "whole": True, "problem": None, "head": head_data(head)})


@routes.on(
    "GET", "/runs/{run}/export", READERS, media_type="application/x-ndjson", said="JSON lines."
)
def export_run(house: TheHouse, run: str) -> Response:
    """Write out the journal of a run as JSON lines, which `callboard verify` checks."""
    look = look_at(house, run)
    lines = export_stream(house.journal, run_stream(look.run))
    return StreamingResponse(
        in_pieces(lines),
        media_type="application/x-ndjson",
        headers={"Content-Disposition": f'attachment; filename="{look.run}.jsonl"'},
    )


@routes.on("GET", "/refusals", AUDITORS, answers=answers_beside.Refusals, said="The refusals.")
def list_refusals(house: TheHouse, after: After = 0, limit: Limit = PAGE) -> Response:
    """List what was refused, and to whom, a page at a time."""
    records = house.journal.read(REFUSALS, after=after)
    page = list(islice(records, limit))
    more = next(records, None) is not None
    refusals = [
        {
            "seq": one.seq,
            "at": one.entry.at,
            "actor": one.entry.actor,
            "channel": one.entry.channel,
            "where": one.entry.data["run"],
            "asked": one.entry.data["command"],
            "code": one.entry.data["code"],
            "message": one.entry.data["message"],
        }
        for one in page
    ]
    return as_json({"refusals": refusals, "next": page[-1].seq if more else None})
