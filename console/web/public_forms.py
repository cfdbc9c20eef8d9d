"""Forms of pages for everybody outside: small, without files; a token, or a page of this browser.

A form behind the token of a link needs nothing more: a page elsewhere does not know the token. One
without carries what only a page that this browser has opened can carry (`signing_in/cookies.py`).
"""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from console.web.posting import CSRF, Forged
from console.web.public_pages import public_page
from console.web.signing_in.cookies import FormToken, is_own_form
from console.web.signing_in.forms import DoorForm

_LONGEST_FIELD = 8_000
#: Many systems may be ticked.
_MOST_FIELDS = 200


class PublicForm(DoorForm):
    """What somebody outside sent."""

    def __init__(self, form: FormData) -> None:
        super().__init__(form)
        self._all = form

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.text(name))

    def many(self, name: str) -> tuple[str, ...]:
        """All boxes of a name that were ticked, each once."""
        found = (one.strip() for one in self._all.getlist(name) if isinstance(one, str))
        return tuple(dict.fromkeys(one for one in found if one))


async def link_form(request: Request) -> PublicForm:
    """The form of a page behind the token of a link, for `Depends`."""
    return PublicForm(
        await request.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD)
    )


async def public_form(request: Request) -> PublicForm:
    """A form without a token, for `Depends`; raises Forged unless a page of ours was open here."""
    sent = await link_form(request)
    if not is_own_form(request, sent.text(CSRF)):
        raise Forged
    return sent


def form_page(request: Request, name: str, *, title: str, **values: Any) -> Response:
    """A page with such a form; the browser keeps what its token is made with."""
    token = FormToken(request)
    response = public_page(name, title=title, form_token=token.text, **values)
    token.put(response)
    return response
