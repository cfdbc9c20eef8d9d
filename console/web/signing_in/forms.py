"""Forms of pages that need no session: small, without files, and from a page of this browser."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from console.web.posting import CSRF, Forged
from console.web.rendering import page
from console.web.signing_in.cookies import FormToken, is_own_form

_LONGEST_FIELD = 8_000
_MOST_FIELDS = 20


class DoorForm:
    """What somebody sent who need not be signed in."""

    def __init__(self, form: FormData) -> None:
        self._form = form

    def text(self, name: str) -> str:
        """A field without the space around it; empty if it is not there."""
        return self.raw(name).strip()

    def raw(self, name: str) -> str:
        """A field as it was typed, such as a password; empty if it is not there."""
        value = self._form.get(name)
        return value if isinstance(value, str) else ""


async def door_form(request: Request) -> DoorForm:
    """The form of a request, for `Depends`; raises Forged unless a page of ours was open here."""
    form = await request.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD)
    sent = DoorForm(form)
    if not is_own_form(request, sent.text(CSRF)):
        raise Forged
    return sent


def door_page(request: Request, name: str, *, title: str, **values: Any) -> Response:
    """A page with a form for somebody who need not be signed in."""
    token = FormToken(request)
    response = page(request, name, title=title, form_token=token.text, **values)
    token.put(response)
    return response
