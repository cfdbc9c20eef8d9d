"""`/runs/RUN/notices`: what was said of outages, what waits, whom it reached, and proof of it."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import Query, Request
from fastapi.responses import Response

from console.notice_evidence import evidence_of, zipped
from console.web.feeding import where
from console.web.house import House
from console.web.naming_notices import said_of, thread_in
from console.web.notice_looks import seen_in
from console.web.notices_trying import room_of
from console.web.policy import KEEPERS, NOTICE_AUDITORS, READERS, Pages
from console.web.rendering import page
from console.web.views.notices_list import notices_shown
from console.web.views.notices_one import notice_view
from notices.core.asked import WriteNotice
from notices.wording.html import notice_html
from runbooks.errors import RunNotFound

pages = Pages()
_LONGEST = 6


@pages.page("/runs/{run}/notices", READERS)
def notices(request: Request, run: str) -> Response:
    """The notices of a run; as much of it as all see alike renews itself."""
    house: House = request.app.state.house
    look, visitor = house.look(run), house.visitor(request)
    room, foreseen = room_of(house, look, visitor), house.foreseen(look)
    return page(
        request,
        "notices.html.j2",
        title="Notices",
        look=look,
        live="notices",
        foreseen=foreseen,
        messages=said_of(request),
        view=notices_shown(room.seen, foreseen),
        may_write=room.denial(WriteNotice) is None,
        may_export=visitor.has(NOTICE_AUDITORS.roles),
        may_keep=visitor.has(KEEPERS.roles),
    )


@pages.page("/runs/{run}/notices/evidence.zip", NOTICE_AUDITORS, response_class=Response)
def evidence(request: Request, run: str) -> Response:
    """What was said, to whom, and what came of it: JSON Lines, CSV, and the heads they end with."""
    house: House = request.app.state.house
    look = house.look(run)
    made = zipped(evidence_of(house.journal, seen_in(house, look)))
    name = {"Content-Disposition": f'attachment; filename="{look.run}-notices.zip"'}
    return Response(made, media_type="application/zip", headers=name)


@pages.page("/runs/{run}/notices/{notice}", READERS)
def one(
    request: Request,
    run: str,
    notice: str,
    revision: Annotated[str, Query(max_length=_LONGEST)] = "",
) -> Response:
    """One notice: whom its newest revision, or an older one, has reached, and all that was said."""
    house: House = request.app.state.house
    look = house.look(run)
    room = room_of(house, look, house.visitor(request))
    thread = thread_in(room.seen, notice)
    foreseen = house.foreseen(look)
    return page(
        request,
        "notice.html.j2",
        title=thread.id,
        look=look,
        live="tick",
        foreseen=foreseen,
        messages=said_of(request),
        view=notice_view(room, thread, foreseen, _number(revision)),
        key=uuid4().hex,
    )


@pages.page("/runs/{run}/notices/{notice}/as-mail", READERS, response_class=Response)
def as_mail(
    request: Request,
    run: str,
    notice: str,
    revision: Annotated[str, Query(max_length=_LONGEST)] = "",
) -> Response:
    """A revision as the HTML of its mails, without the links that are a reader's own."""
    house: House = request.app.state.house
    thread = thread_in(seen_in(house, house.look(run)), notice)
    number = _number(revision)
    if not thread.revisions or (number is not None and number >= len(thread.revisions)):
        raise RunNotFound(f"{thread.id} has no such revision.", hint="Go back.")
    said = thread.revisions[-1 if number is None else number].notice
    return Response(
        notice_html(said, where(house, said.id)),
        media_type="text/html; charset=utf-8",
        headers={
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; "
            "frame-ancestors 'none'"
        },
    )


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdecimal() else None
