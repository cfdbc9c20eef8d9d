"""`/runs/RUN/do/COMMAND`: a form for every command on a run, and where all pages send theirs."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from console.naming import know_people
from console.web.attaching import attach
from console.web.fields import plain
from console.web.forms import form_of, since_then
from console.web.handing_in import BY_NAME, Wish, hand_in, told_to_the_minute
from console.web.hint_words import web_hint
from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.posting import Posted, local_path, posted, with_said
from console.web.reading import Look
from console.web.reading_over import read_over_at
from console.web.rendering import page
from console.web.sureness import SURE, check_sure
from console.web.typed_values import Misread, understood
from console.web.uploading import uploaded
from console.web.views.what_next import what_next
from console.web.wall_times import read_wall
from rehearsals.core.commands import AnyCommand, AttachFile
from rehearsals.core.events import Fact
from runbooks.clocktime import local_time
from runbooks.errors import CallboardError, JournalError, Refused, RunNotFound, TimeError

pages = Pages()
_COMMON = ("csrf", "key", "seen", "next", "for", "at", "password", "said", SURE)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Back:
    """What comes back to whoever sent a form that was not done."""

    error: CallboardError
    sent: Posted
    status: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shown:
    """A form to be shown: filled in, and perhaps after it was refused."""

    look: Look
    kind: type[AnyCommand]
    given: Mapping[str, Any]
    next: str
    said_for: str = ""
    at: str = ""
    refused: _Back | None = None
    key: str = field(default_factory=lambda: uuid4().hex)


@pages.page("/runs/{run}/do/{name}", READERS)
def form(request: Request, run: str, name: str) -> Response:
    """The form of a command, filled in with what the address says."""
    house: House = request.app.state.house
    look, kind = house.look(run), _kind(name)
    if place := read_over_at(look, kind, request.query_params):
        return RedirectResponse(place, status_code=303)
    asked: list[tuple[str, str | UploadFile]] = [*request.query_params.multi_items()]
    given = plain(FormData(asked))
    query = {word: value for word, value in given.items() if isinstance(value, str)}
    return _form_page(
        request,
        _Shown(
            look=look,
            kind=kind,
            given=_own(given),
            next=local_path(query.get("next")) or _home(look, given),
            said_for=query.get("for", ""),
            at=query.get("at", ""),
        ),
    )


@pages.page("/runs/{run}/do/{name}", READERS, methods=("POST",))
def do(request: Request, run: str, name: str, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Do what a form asks; if it is refused, the form comes back with what was typed, and why."""
    kind = _kind(name)
    if kind is AttachFile:
        # Its digest would be the word of whoever sends it, and name what is not theirs to read.
        raise RunNotFound("A file is attached by its own form.", hint="Go back.")
    return _done(request, run, kind, sent)


@pages.page("/runs/{run}/attach", READERS, methods=("POST",))
def upload(request: Request, run: str, sent: Annotated[Posted, Depends(uploaded)]) -> Response:
    """Keep a file, and attach it to a task or a gate."""
    return _done(request, run, AttachFile, sent)


def _done(request: Request, run: str, kind: type[AnyCommand], sent: Posted) -> Response:
    house: House = request.app.state.house
    look = house.look(run)
    back = sent.next or _home(look, sent.data)
    try:
        facts = _handed_in(house, request, look, kind, sent)
    except CallboardError as error:
        return _form_page(
            request,
            _Shown(
                look=house.look(run),
                kind=kind,
                given=_own(sent.data),
                next=back,
                said_for=sent.said_for or "",
                at=sent.at or "",
                refused=_Back(error=error, sent=sent, status=_status(error)),
                # Refused is not done: put right, it is another command. Where nobody knows whether
                # it was done, it stays the same one, which is done once.
                key=sent.key if isinstance(error, JournalError) else uuid4().hex,
            ),
        )
    after = house.look(run)
    return RedirectResponse(with_said(back, _said(after, facts)), status_code=303)


def _handed_in(
    house: House, request: Request, look: Look, kind: type[AnyCommand], sent: Posted
) -> tuple[Fact, ...]:
    zone, now = look.state.runbook.timezone, look.now
    typed = sent.at
    if sent.at:
        try:
            happened = read_wall(sent.at, zone, now, past=True)
        except TimeError as error:
            raise Misread({"at": str(error)}) from error
        sent = dataclasses.replace(sent, at=happened.isoformat())
    asking = sent.asking(house, request, look.state)
    data = understood(kind, _own(sent.data), zone, now)
    wish = Wish(run=look.run, kind=kind, data=data, asking=asking, password=sent.password)
    if kind is AttachFile:
        return attach(house, look, wish, sent)
    check_sure(look.state, kind, data, sent)
    return hand_in(house, dataclasses.replace(wish, asking=told_to_the_minute(look, wish, typed)))


def _own(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the command itself."""
    return {name: value for name, value in data.items() if name not in _COMMON}


def _status(error: CallboardError) -> int:
    if isinstance(error, Refused):
        return 409
    return 503 if isinstance(error, JournalError) else 422


def _home(look: Look, data: Mapping[str, Any]) -> str:
    """Where somebody goes who did not say from where they came."""
    task = data.get("task")
    known = isinstance(task, str) and task in look.state.index.tasks
    return f"/runs/{look.run}/tasks/{task}" if known else f"/runs/{look.run}/tonight"


def _said(look: Look, facts: Sequence[Fact]) -> str:
    """The numbers in the run of the facts that were just made: `41-43`; empty if there are none."""
    if not facts:
        return ""
    newest = len(look.facts)
    while newest and look.facts[newest - 1].command != facts[0].command:
        newest -= 1
    return f"{max(newest - len(facts) + 1, 1)}-{newest}"


def _kind(name: str) -> type[AnyCommand]:
    kind = BY_NAME.get(name)
    if kind is None:
        raise RunNotFound("There is nothing of that name to be done.", hint="Go back.")
    return kind


def _form_page(request: Request, shown: _Shown) -> Response:
    house: House = request.app.state.house
    look, back = shown.look, shown.refused
    error = back.error if back else None
    problems: Mapping[str, str] = getattr(error, "problems", {})
    visitor = house.visitor(request)
    know_people(look.names)
    view = form_of(house, look, visitor, shown.kind, shown.given, problems=problems, refusal=error)
    named = {one.name for one in view.fields} | {
        c.name for f in view.fields for r in f.rows for c in r
    }
    zone = look.state.runbook.timezone
    return page(
        request,
        "form.html.j2",
        title=view.title,
        look=look,
        status=back.status if back else 200,
        view=view,
        error=error,
        hint=web_hint(error) if error else "",
        unsure=getattr(error, "sure", ""),
        uncertain=isinstance(error, JournalError),
        problems=[(name if name in named else None, words) for name, words in problems.items()],
        at_problem=problems.get("at"),
        back=shown.next,
        key=shown.key,
        said_for=shown.said_for,
        at=shown.at,
        zone=zone,
        now_text=local_time(look.now, zone),
        since=since_then(look, back.sent.seen, shown.given) if back else (),
        nexts=what_next(look, visitor, shown.given, shown.next, view.action)
        if back or view.unfit
        else (),
    )
