"""`/runs/RUN/attachments`: files on tasks and at gates, handed in and fetched."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from typing import IO, Annotated, Any, BinaryIO
from urllib.parse import quote

from fastapi import Depends, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import ConfigDict, ValidationError
from starlette.datastructures import FormData, UploadFile

from console.api import answers
from console.api.bodies import Body, Instant, Text
from console.api.finding import as_json, look_at, missing
from console.api.keys import Key
from console.api.problems import ApiProblem
from console.api.routes.commands import asked, done_in
from console.api.routing import Asker, Routes, TheHouse
from console.night_data import attachment_data
from console.web.fields import BadFields
from console.web.policy import READERS
from console.web.reading import Look
from rehearsals.attachments import check_name, keep_stream, opened
from rehearsals.core.command import Refusal
from rehearsals.core.commands import AttachFile
from rehearsals.core.decide import decide
from rehearsals.core.events import Fact
from rehearsals.people.permissions import permit

routes = Routes(tags=["files"])
_CHUNK = 1 << 20
_FORM = "multipart/form-data"


class AttachBody(Body):
    """What is said of a file that is handed in."""

    model_config = ConfigDict(strict=False)

    task: Text | None = None
    gate: Text | None = None
    text: Text = ""
    on_behalf_of: Text | None = None
    happened_at: Instant | None = None


_SCHEMA: dict[str, Any] = {
    _FORM: {
        "schema": {
            "type": "object",
            "required": ["file"],
            "additionalProperties": False,
            "properties": {
                "file": {"type": "string", "format": "binary"},
                "task": {"type": "string", "maxLength": 4000},
                "gate": {"type": "string", "maxLength": 4000},
                "text": {"type": "string", "maxLength": 4000},
                "on_behalf_of": {"type": "string", "maxLength": 4000},
                "happened_at": {"type": "string", "format": "date-time"},
            },
        }
    }
}


async def _form(request: Request) -> AsyncIterator[FormData]:
    """The form of a request; its file is closed afterwards."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise ApiProblem(
            415, "not-a-form", "A file comes in a form.", f"Send `Content-Type: {_FORM}`.",
            headers={"Accept": _FORM},
        )  # fmt: skip
    async with request.form(max_files=1, max_fields=10) as form:
        yield form


@routes.on("GET", "/runs/{run}/attachments", READERS, answers=answers.Attachments, said="Files.")
def list_attachments(house: TheHouse, run: str) -> Response:
    """List the files on tasks and at gates."""
    look = look_at(house, run)
    files = [attachment_data(file) for file in look.state.attachments]
    return as_json({"run": look.run, "attachments": files})


@routes.on(
    "POST", "/runs/{run}/attachments", READERS, scope="act", answers=answers.DoneInRun,
    said="It is kept, and its digest stands in the journal.", body=_SCHEMA,
)  # fmt: skip
def attach_file(
    *,
    request: Request,
    house: TheHouse,
    visitor: Asker,
    run: str,
    key: Key,
    form: Annotated[FormData, Depends(_form)],
) -> Response:
    """Attach a file to a task or to a gate: PDF, pictures, text, CSV, JSON, DOCX, XLSX, EML."""
    body, file = _read(form)
    name = file.filename or ""
    check_name(name)
    digest = _digest(file.file)
    wish = asked(visitor, key, f"attach-file {digest} {name}", body)

    def do(look: Look) -> Sequence[Fact]:
        def command(sha256: str, size: int, media_type: str) -> AttachFile:
            return wish.asking.make(
                AttachFile,
                {
                    "name": name,
                    "sha256": sha256,
                    "size": size,
                    "media_type": media_type,
                    "task": body.task,
                    "gate": body.gate,
                    "text": body.text,
                },
            )

        tried = command(digest, 1, "text/plain")
        denied = permit(visitor.register, look.state, tried, visitor.now)
        if denied or isinstance(decide(look.state, tried, look.now), Refusal):
            return house.writer.submit(look.run, tried)  # refused there, before anything is kept
        file.file.seek(0)
        kept = keep_stream(file.file, name, house.home)
        return house.writer.submit(look.run, command(kept.sha256, kept.size, kept.media_type))

    with request.app.state.underway.hold(wish, run):
        return done_in(request, run, wish, do)


@routes.on(
    "GET", "/runs/{run}/attachments/{sha256}", READERS, media_type="application/octet-stream",
    said="The file, as it was handed in.",
)  # fmt: skip
def fetch_attachment(house: TheHouse, run: str, sha256: str) -> Response:
    """Fetch a file by its SHA-256; its digest has been checked."""
    look = look_at(house, run)
    found = next((one for one in look.state.attachments if one.sha256 == sha256), None)
    if found is None:
        raise missing("file", sha256, "List them: GET /runs/{run}/attachments.")
    return StreamingResponse(
        _pieces(opened(found.sha256, house.home)),
        # Whatever it is: it is to be saved, and never shown as a page of the console.
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
            "Content-Length": str(found.size),
        },
    )


def _read(form: FormData) -> tuple[AttachBody, UploadFile]:
    """What a form says, and its file; raises BadFields and ApiProblem."""
    fields: dict[str, Any] = {}
    for name, value in form.multi_items():
        if name == "file" or not isinstance(value, str) or name in fields:
            continue
        fields[name] = value
    try:
        body = AttachBody.model_validate(fields)
    except ValidationError as error:
        raise BadFields(error) from error
    file = form.get("file")
    if not isinstance(file, UploadFile):
        wrong = {"file": "This is needed, with the name of the file."}
        raise ApiProblem(422, "bad-fields", "There is no file.", fields=wrong)
    return body, file


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := file.read(_CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with suppress(GeneratorExit), file:
        while piece := file.read(_CHUNK):
            yield piece
