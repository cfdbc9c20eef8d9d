"""`/people-file`: taking in a people file: looked at first, with every problem and its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from console.importing import SHIPPED, people_text
from console.telling_people import people_sentence
from console.web.hint_words import web_hint
from console.web.house import House
from console.web.people_keeping import said_numbers
from console.web.policy import ADMINISTRATORS, Pages
from console.web.posting import Posted, with_said
from console.web.rendering import page
from console.web.uploading import uploaded
from rehearsals.names import PEOPLE
from rehearsals.people.apply import take
from rehearsals.people.asked import ImportPeople, Wanted
from rehearsals.people.reading import PeopleRead, read_people
from runbooks.errors import CallboardError, Refused
from runbooks.yaml_reader import LONGEST_TEXT

pages = Pages()
#: Sentences of what a file would change that are shown.
_MOST_SHOWN = 400
_PASTED = "what was pasted"


@dataclass(frozen=True, kw_only=True, slots=True)
class _File:
    """A file somebody wants taken in."""

    name: str
    text: str


@pages.page("/people-file", ADMINISTRATORS)
def form(request: Request, shipped: str = "") -> Response:
    """The form; filled in with a shipped file if its name is given."""
    if shipped not in SHIPPED:
        return _page(request, _File(name="", text=""))
    name, text = people_text(shipped)
    return _page(request, _File(name=name, text=text))


@pages.page("/people-file", ADMINISTRATORS, methods=("POST",))
def look_or_take(request: Request, sent: Annotated[Posted, Depends(uploaded)]) -> Response:
    """Say what a file would change and what is wrong with it; or take it in, looked at before."""
    house: House = request.app.state.house
    file = _sent(sent)
    read = read_people(file.text, file.name, house.register(), house.now())
    if sent.data.get("step") != "take" or read.findings:
        return _page(request, file, read)
    before = house.journal.head(PEOPLE).seq
    try:
        asking = sent.asking(house, request)
        house.writer.people(asking.make(ImportPeople, {"wanted": Wanted(read.wanted)}))
    except CallboardError as error:
        return _page(request, file, read, error)
    return RedirectResponse(with_said("/people", said_numbers(house, before)), status_code=303)


def _sent(sent: Posted) -> _File:
    """The file that was chosen; if none was, what stands in the text area."""
    upload = sent.form.get("file")
    if isinstance(upload, UploadFile) and upload.filename:
        # Longer than any file may be is found out by one byte more.
        raw = upload.file.read(LONGEST_TEXT * 4 + 1)
        text = raw.decode("utf-8", errors="surrogateescape")
        return _File(name=upload.filename[:100], text=text)
    typed = sent.form.get("text")
    return _File(
        name=str(sent.data.get("name") or _PASTED)[:100],
        text=typed.replace("\r\n", "\n") if isinstance(typed, str) else "",
    )


def _page(
    request: Request,
    file: _File,
    read: PeopleRead | None = None,
    error: CallboardError | None = None,
) -> Response:
    house: House = request.app.state.house
    told = _told(house, read) if read else ()
    wrong = error is not None or (read is not None and bool(read.findings))
    return page(
        request,
        "people_file.html.j2",
        title="Take in a people file",
        status=(409 if isinstance(error, Refused) else 422) if wrong else 200,
        file=file,
        text=_shown(file.text),
        looked=read is not None,
        findings=[str(one) for one in read.findings] if read else [],
        told=told[:_MOST_SHOWN],
        more=max(len(told) - _MOST_SHOWN, 0),
        notice=" ".join((read.notice or "").split()) if read else "",
        shipped=SHIPPED,
        error=error,
        hint=web_hint(error) if error else "",
        key=uuid4().hex,
    )


def _told(house: House, read: PeopleRead) -> tuple[str, ...]:
    """What a file would change, in sentences."""
    after = house.register()
    for event in read.fresh:
        after = take(after, event, house.now())
    return tuple(people_sentence(event, after) for event in read.fresh)


def _shown(text: str) -> str:
    """A text as a page can carry it: bytes that were no UTF-8 become question marks."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
