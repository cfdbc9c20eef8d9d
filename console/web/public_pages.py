"""Pages for everybody outside: made without looking who asks, and with nothing of anybody in them.

They have a frame of their own (`templates/public.html.j2`): no menu of the house, no cookie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.responses import HTMLResponse, Response

from console.web.rendering import render

#: Of pages whose address is a secret: no other page learns it, and no search engine keeps it.
SECRET: Mapping[str, str] = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store",
}


def public_text(name: str, *, title: str, **values: Any) -> str:
    """The text of such a page; `here` in the values is the address that the menu marks."""
    frame: dict[str, Any] = {
        "visitor": None,
        "nav": [],
        "run": None,
        "clock": None,
        "messages": (),
        "csrf": "",
        "live_url": None,
        "seq": 0,
        "here": "",
        "unlisted": False,
    }
    return render(name, title=title, **{**frame, **values})


def public_page(name: str, *, title: str, status: int = 200, **values: Any) -> Response:
    """Such a page as an answer that nobody keeps."""
    return HTMLResponse(public_text(name, title=title, **values), status_code=status)


def secret_page(
    name: str, *, title: str, status: int = 200, headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:  # fmt: skip
    """A page whose address is a secret."""
    text = public_text(name, title=title, unlisted=True, **values)
    return HTMLResponse(text, status_code=status, headers={**SECRET, **(headers or {})})


def nothing_here(
    title: str, message: str, hint: str, links: Sequence[tuple[str, str]] = ()
) -> Response:
    """That there is nothing at an address (404), and what to do; `links` are addresses, words."""
    return secret_page(
        "public_failed.html.j2",
        title=title,
        status=404,
        message=message,
        hint=hint,
        links=links or (("/outages", "To the outage board"),),
    )
