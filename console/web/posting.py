"""What every form of a page carries besides its own fields, and that it is no forgery."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from console.times import read_past_time
from console.web.asking import Asking
from console.web.fields import plain
from console.web.forgery import is_genuine
from console.web.house import House
from rehearsals.core.state import RunState

#: Fields of a form that are not the command's own.
CSRF, KEY, SEEN, NEXT, FOR, AT, PASSWORD = "csrf", "key", "seen", "next", "for", "at", "password"
_COMMON = (CSRF, KEY, SEEN, NEXT, FOR, AT, PASSWORD)
_DIGITS = 24


class Forged(Exception):
    """A form did not come from a page of this session."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """A form that somebody sent."""

    data: dict[str, Any]
    key: str
    #: The sequence number of the run when the page was made; 0 if it did not say.
    seen: int
    #: Where to go when it is done: a path of ours.
    next: str | None
    said_for: str | None
    at: str | None
    password: str | None
    form: FormData

    def asking(self, house: House, request: Request, state: RunState | None = None) -> Asking:
        """Who asks; raises TimeError for a time that cannot be read."""
        happened = None
        if self.at and state is not None:
            now = house.look(state.run).now
            happened = read_past_time(self.at, state.runbook.timezone, now)
        return Asking(
            visitor=house.visitor(request),
            door="web",
            key=f"{self.key}~{self._digest(request.url.path)}",
            on_behalf_of=self.said_for,
            happened_at=happened,
        )

    def _digest(self, path: str) -> str:
        """What was asked, and where: a form sent again is done once, a changed one is another deed.

        Whoever goes back to a form that was taken, and writes something else, is not told that it
        was done when only the first was.
        """
        files = [one for _, one in self.form.multi_items() if isinstance(one, UploadFile)]
        named = [(one.filename, one.size) for one in files]
        asked = (path, self.data, self.said_for, self.at, named)
        text = json.dumps(asked, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


async def posted(request: Request) -> Posted:
    """The form of a request, for `Depends`; raises Forged unless it is genuine."""
    house: House = request.app.state.house
    form = await request.form(max_files=5, max_fields=500)
    # Nobody reads files here; whoever sends some leaves none open.
    await form.close()
    visitor = house.visitor(request)
    if not is_genuine(_word(form, CSRF) or "", visitor.secret):
        raise Forged
    return posted_of(form)


def posted_of(form: FormData) -> Posted:
    """A form as it was sent."""
    seen = _word(form, SEEN) or "0"
    data = plain(form)
    return Posted(
        data={name: value for name, value in data.items() if name not in _COMMON},
        key=_word(form, KEY) or uuid4().hex,
        seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 16 else 0,  # noqa: PLR2004
        next=local_path(_word(form, NEXT)),
        said_for=_word(form, FOR),
        at=_word(form, AT),
        password=_raw(form, PASSWORD),
        form=form,
    )


def local_path(path: str | None) -> str | None:
    """A path of ours; None for anything that leads elsewhere."""
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path:
        return None
    parts = urlsplit(path)
    plain_path = path.isascii() and path.isprintable()
    return path if plain_path and not parts.scheme and not parts.netloc else None


def with_said(path: str, said: Mapping[str, str] | str) -> str:
    """A path whose page says what has just been done: `41-43`, the facts of the run."""
    word = said if isinstance(said, str) else "-".join(said.values())
    base, _, fragment = path.partition("#")
    joined = f"{base}{'&' if '?' in base else '?'}said={word}"
    return f"{joined}#{fragment}" if fragment else joined


def _word(form: FormData, name: str) -> str | None:
    value = _raw(form, name)
    return value.strip() or None if value else None


def _raw(form: FormData, name: str) -> str | None:
    value = form.get(name)
    return value if isinstance(value, str) and value else None
