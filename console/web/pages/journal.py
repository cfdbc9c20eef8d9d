"""`/runs/RUN/journal`: what happened, whether the journal is whole, and a copy of it."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from console.web.downloading import in_pieces
from console.web.house import House
from console.web.policy import READERS, Access, Pages
from console.web.posting import Posted, posted
from console.web.rendering import page
from console.web.views.journal import journal_page
from console.web.views.journal_beside import chain_view, refusal_rows
from console.web.views.journal_query import journal_query
from console.web.views.plan_query import number
from rehearsals.journal.export import export_line, export_stream
from rehearsals.names import run_stream
from runbooks.errors import RunNotFound

pages = Pages()
#: What was refused tells of the readiness of every party, too.
AUDITORS = Access(
    name="auditors", roles=frozenset({"cutover_manager", "administrator", "assurance"})
)
_MOST_EVENTS = 10**9


@pages.page("/runs/{run}/journal", READERS)
def journal(request: Request, run: str) -> Response:
    """The events of a run, newest first."""
    house: House = request.app.state.house
    look = house.look(run)
    path = f"/runs/{look.run}/journal"
    return page(
        request, "journal.html.j2", title="Journal", look=look, live="tick",
        view=journal_page(look, journal_query(request.query_params), path),
        chain=chain_view(look, house.chain_checker.checked(look.run)),
        sees_refusals=house.visitor(request).has(AUDITORS.roles),
    )  # fmt: skip


@pages.page("/runs/{run}/journal/verify", READERS, methods=("POST",))
def verify(request: Request, run: str, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Check the whole journal of a run again, from its first event on."""
    house: House = request.app.state.house
    look = house.look(run)
    house.chain_checker.check_again(look.run)
    back = sent.next or f"/runs/{look.run}/journal"
    return RedirectResponse(f"{back}#live-chain", status_code=303)


@pages.page("/runs/{run}/journal/refusals", AUDITORS)
def refusals(request: Request, run: str) -> Response:
    """What was asked of a run, and refused."""
    house: House = request.app.state.house
    look = house.look(run)
    rows = refusal_rows(look, house.chain_checker.refusals(look.run))
    return page(
        request, "journal_refusals.html.j2", title="Refused", look=look, live="tick", rows=rows
    )


@pages.page("/runs/{run}/journal.jsonl", READERS, response_class=Response)
def download(request: Request, run: str) -> Response:
    """The journal as JSON lines, which `callboard verify` checks without a database."""
    house: House = request.app.state.house
    name = house.look(run).run
    return StreamingResponse(
        in_pieces(export_stream(house.journal, run_stream(name))),
        media_type="application/jsonl",
        headers={"Content-Disposition": f'attachment; filename="{name}.jsonl"'},
    )


@pages.page("/runs/{run}/journal/{seq}", READERS, response_class=Response)
def record(request: Request, run: str, seq: str) -> Response:
    """One record as it stands in the journal, with its hash and that of the one before it."""
    house: House = request.app.state.house
    look = house.look(run)
    found = house.chain_checker.record(look.run, number(seq, _MOST_EVENTS) or 0)
    if found is None:
        raise RunNotFound(
            f"There is no event {seq[:20]} in {look.run}.", hint="Look for it in the journal."
        )
    text = json.dumps(json.loads(export_line(found)), ensure_ascii=False, indent=2)
    return Response(text, media_type="application/json; charset=utf-8")
