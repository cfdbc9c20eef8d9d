"""Taking in an upload: counted while it comes, so that no form fills memory or disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.types import Message

from console.web.forgery import is_genuine
from console.web.house import House
from console.web.posting import CSRF, Forged, Posted, posted_of
from rehearsals.core.night.attaching import LARGEST
from runbooks.errors import CallboardError

#: Bytes that a form has besides its file.
_AROUND = 100_000
#: What comes beyond the limit is thrown away up to here, so that the browser reads the answer.
_PATIENCE = 5 * LARGEST


class TooLarge(CallboardError):
    """What is uploaded is too large."""


@dataclass(slots=True)
class _Counting:
    """The body of a request, of which no more than the limit is handed on."""

    request: Request
    seen: int = 0
    over: bool = False

    async def receive(self) -> Message:
        message = await self.request.receive()
        self.seen += len(message.get("body", b""))
        if self.seen <= LARGEST + _AROUND:
            return message
        self.over = True
        while message.get("more_body", False) and self.seen <= _PATIENCE:
            message = await self.request.receive()
            self.seen += len(message.get("body", b""))
        # Of this alone the parser of forms closes the files that it has begun.
        raise MultiPartException("too large")


async def uploaded(request: Request) -> AsyncIterator[Posted]:
    """The form of an upload, for `Depends`; raises Forged, and TooLarge while it comes."""
    house: House = request.app.state.house
    counting = _Counting(request=request)
    counted = Request(request.scope, receive=counting.receive)
    try:
        form: FormData = await counted.form(max_files=1, max_fields=50)
    except HTTPException as error:
        if not counting.over:
            raise
        raise TooLarge(
            f"The file has more than {LARGEST:,} bytes; nothing of it was kept.",
            hint="Attach a smaller one, or say in a note where it is to be found.",
        ) from error
    try:
        token = form.get(CSRF)
        if not is_genuine(token if isinstance(token, str) else "", house.visitor(request).secret):
            raise Forged
        yield posted_of(form)
    finally:
        await form.close()


def file_of(sent: Posted, name: str = "file") -> UploadFile:
    """The file of an upload; raises CallboardError if none was chosen."""
    found = sent.form.get(name)
    if not isinstance(found, UploadFile) or not found.filename:
        raise CallboardError("No file was chosen.", hint="Choose one, and send it again.")
    return found


def plain_name(file: UploadFile) -> str:
    """The name of a file without the folders that some browsers send along."""
    return (file.filename or "").replace("\\", "/").rpartition("/")[2]
