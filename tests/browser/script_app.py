"""A small application for the console's script: a board with news, a page of one's own, a form."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles

from console.web.security import CONTENT_SECURITY_POLICY
from tests.console.web.gallery import STATIC, environment, values

REGIONS = """\
{% import "parts/forms.html.j2" as form %}
<h2>Ready</h2><p>{{ place.word }}</p>
<ul>
{% for row in place.rows %}
<li data-key="{{ row }}"><button>Start {{ row }}</button></li>
{% endfor %}
</ul>
"""
NOTES = """\
{% import "parts/forms.html.j2" as form %}
<p>{{ place.sent | length }} notes</p>
{% call form.start("/note", "token", place.key, {"next": "/" ~ page}) %}
{{ form.textarea("text", "Note", hint=place.about, draft="note:T-1") }}{{ form.submit("Send") }}
{% endcall %}
"""
PAGE = """\
{% extends "base.html.j2" %}
{% import "parts/forms.html.j2" as form %}
{% block main %}
{% if error %}{{ form.error_summary([("text", error)]) }}{% endif %}
{% for name, html in regions.items() %}
<section data-live="{{ name }}" id="live-{{ name }}">{{ html | safe }}</section>
{% endfor %}
<p>As far down as <time data-since="2025-09-20T00:49:07Z">25 min</time></p>
{% endblock %}
"""


@dataclass(kw_only=True)
class Place:
    """What the pages show, and what they were sent; changed by the test while they are open."""

    rows: list[str] = field(default_factory=lambda: [f"T-{number}" for number in range(40)])
    word: str = "as first sent"
    about: str = "For everybody"
    signed_in: bool = True
    sent: dict[str, str] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    #: What each stream that was opened had seen.
    opened: list[str | None] = field(default_factory=list)
    seq: int = 43
    _streams: list[tuple[asyncio.AbstractEventLoop, asyncio.Queue[bytes]]] = field(
        default_factory=list
    )

    @property
    def key(self) -> str:
        """The key of the next form."""
        return f"key-{len(self.sent)}"

    def regions(self, page: str) -> dict[str, str]:
        """The regions of a page as they are now."""
        made = environment()
        names = {"ready": REGIONS, "notes": NOTES}
        return {
            name: made.from_string(text).render(place=self, page=page)
            for name, text in names.items()
        }

    def html(self, page: str, **more: Any) -> str:
        """A page as it is now."""
        made = environment()
        assert made.loader is not None
        known = values(title="Board", live_url=f"/live/{page}", seq=self.seq, messages=())
        shown = known | {"error": None, "regions": self.regions(page)} | more
        return made.from_string(PAGE).render(**shown)

    def news(self) -> None:
        """Tell all open pages what there is now."""
        self.seq += 1
        for loop, queue in self._streams:
            loop.call_soon_threadsafe(queue.put_nowait, b"")

    async def stream(self, page: str, after: str | None) -> AsyncIterator[bytes]:
        """What a page is told, from now on."""
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self._streams.append((asyncio.get_running_loop(), queue))
        self.opened.append(after)
        if after == str(self.seq):
            yield self._clock()
            await queue.get()
        while True:
            if page == "board":
                yield _frame("regions", self.regions(page), self.seq)
            yield _frame("tick", {"seq": self.seq}, self.seq) + self._clock()
            await queue.get()

    def _clock(self) -> bytes:
        return _frame("clock", {"iso": "2025-09-20T01:14:07Z", "speed": 0})


def _frame(event: str, data: object, number: int | None = None) -> bytes:
    id_ = f"id: {number}\n" if number else ""
    return f"event: {event}\n{id_}data: {json.dumps(data)}\n\n".encode()


def script_app(place: Place) -> FastAPI:
    """The application of a place."""
    made = FastAPI()
    made.mount("/static", StaticFiles(directory=STATIC))

    @made.get("/live/{page}")
    async def live(request: Request, page: str, after: str | None = None) -> Response:
        if not place.signed_in:
            return Response(status_code=401)
        seen = request.headers.get("Last-Event-ID") or after
        return StreamingResponse(place.stream(page, seen), media_type="text/event-stream")

    @made.post("/note")
    async def note(request: Request) -> Response:
        form = await request.form()
        text, key = str(form["text"]), str(form["key"])
        place.keys.append(key)
        if text == "refused":
            return _page(place.html("board", error="Say more.", live_url=None), 422)
        place.sent.setdefault(key, text)
        place.seq += 1
        return RedirectResponse(f"{form['next']}?said={place.seq}", status_code=303)

    @made.get("/{page}")
    async def page(page: str, said: str = "") -> Response:
        if not place.signed_in:
            return Response(status_code=401)
        told = [("success", "The note was written.")] if said else []
        return _page(place.html(page, messages=told))

    return made


def _page(html: str, status: int = 200) -> Response:
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
    return HTMLResponse(html, status_code=status, headers=headers)
