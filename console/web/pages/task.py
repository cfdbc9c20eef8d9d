"""`/runs/RUN/tasks/TASK`: all of one task; and the files of a run, to be taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from console.naming import know_people
from console.web.house import House
from console.web.pages.mine import fresh_key
from console.web.policy import READERS, Pages
from console.web.rendering import page
from console.web.views.task import task_view
from rehearsals.attachments import opened
from runbooks.errors import RunNotFound

pages = Pages()
_CHUNK = 1 << 16


@pages.page("/runs/{run}/tasks/{task}", READERS)
def task(request: Request, run: str, task: str) -> Response:
    """The page of a task."""
    house: House = request.app.state.house
    look = house.look(run)
    know_people(look.names)
    foreseen = house.foreseen(look)
    view = task_view(look, house.visitor(request), task, foreseen)
    return page(
        request,
        "task.html.j2",
        title=f"{view.card.id} {view.card.title}",
        look=look,
        live="tick",
        foreseen=foreseen,
        view=view,
        fresh=fresh_key,
        back=f"/runs/{look.run}/tasks/{view.card.id}",
    )


@pages.page("/runs/{run}/files/{number}", READERS, response_class=Response)
def file(request: Request, run: str, number: str) -> Response:
    """A file of a run, whose digest was checked; it is saved, and never shown by the browser."""
    house: House = request.app.state.house
    look = house.look(run)
    files = look.state.attachments
    place = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0  # noqa: PLR2004
    if not 1 <= place <= len(files):
        raise RunNotFound(
            f"Run {look.run} has no such file.", hint="Look for it on the page of its task or gate."
        )
    found = files[place - 1]
    content = opened(found.sha256, house.home)
    return StreamingResponse(
        _pieces(content),
        media_type=found.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
            "Content-Length": str(found.size),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    with content:
        while chunk := content.read(_CHUNK):
            yield chunk
