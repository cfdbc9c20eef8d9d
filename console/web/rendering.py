"""Rendering pages: the Jinja environment, and what every page is given."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from console.foreseen import NOTHING, Foreseen
from console.naming import know_people
from console.telling import sentence
from console.web.forgery import token_for
from console.web.live.channel import TICK
from console.web.navigation import navigation
from console.web.reading import Look
from console.web.visitor import Visitor
from rehearsals.people.words import ROLE_NAMES, role_name
from runbooks.clocktime import local, local_short, minutes_text, rfc3339

HERE = Path(__file__).parent
STATIC = HERE / "static"
#: Facts of one command that are told after it.
_MOST_SAID = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class RunHead:
    """What the frame of a page says of its run."""

    id: str
    mode: str
    title: str
    status: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitorHead:
    """What the frame of a page says of whoever is signed in."""

    id: str
    name: str
    #: In words.
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """The time of a run, and how fast it goes."""

    text: str
    iso: str
    zone: str
    #: Run seconds in a real one; 0: it stands.
    speed: float


@cache
def environment() -> Environment:
    """The environment of all templates: everything is escaped, and nothing may be missing."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = static
    made.filters.update(local=local, local_short=local_short, minutes=minutes_text, rfc3339=rfc3339)
    return made


def static(path: str) -> str:
    """The address of a file of ours; it changes with any of them, so that it may be kept."""
    if not (STATIC / path).is_file():
        raise FileNotFoundError(path)
    return f"/static/{version()}/{path}"


@cache
def version() -> str:
    """A hash over all our files: scripts import each other by plain names, below the same one."""
    digest = hashlib.sha256()
    for path in sorted(one for one in STATIC.rglob("*") if one.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def render(name: str, **values: Any) -> str:
    """A template, or a part of a page, as text."""
    return environment().get_template(name).render(**values)


def page(
    request: Request,
    name: str,
    *,
    title: str,
    look: Look | None = None,
    live: str | None = None,
    status: int = 200,
    messages: Sequence[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    foreseen: Foreseen = NOTHING,
    **values: Any,
) -> HTMLResponse:
    """A whole page for whoever asked.

    `live` names the shared page whose regions the browser follows, or is `tick` for a page that is
    fetched again after each change; None: it does not change. `foreseen` is what it shows.
    """
    house = request.app.state.house
    visitor: Visitor = house.visitor(request)
    know_people({key: person.name for key, person in visitor.register.people.items()})
    run = _run_head(look) if look else None
    if look and live == TICK:
        # What the answer costs is noted for the run: see `live/refetches.py`.
        request.state.ticked_run = look.run
    body = render(
        name,
        title=title,
        visitor=_visitor_head(visitor),
        who=visitor,
        nav=[
            (one.href, one.label, one.current)
            for one in navigation(visitor, request.url.path, run.id if run else None)
        ],
        run=run,
        clock=clock_of(look) if look else None,
        messages=[*messages, *(said(request, look, visitor) if look else ())],
        csrf=token_for(visitor.secret),
        live_url=_live_url(look.run, live, foreseen) if look and live else None,
        seq=look.seq if look else 0,
        look=look,
        **values,
    )
    return HTMLResponse(body, status_code=status, headers=dict(headers or {}))


def _live_url(run: str, live: str, foreseen: Foreseen) -> str:
    """Where news of a page come from; if it shows a forecast, it says after how many others."""
    made = f"?made={foreseen.made}" if foreseen.is_told else ""
    return f"/runs/{run}/live/{live}{made}"


def _run_head(look: Look) -> RunHead:
    state = look.state
    return RunHead(id=state.run, mode=state.mode, title=state.runbook.title, status=state.status)


def clock_of(look: Look) -> Clock:
    """The clock of a run."""
    zone = look.state.runbook.timezone
    return Clock(text=local(look.now, zone), iso=rfc3339(look.now), zone=zone, speed=look.speed)


def _visitor_head(visitor: Visitor) -> VisitorHead | None:
    person = visitor.person
    if person is None:
        return None
    roles = tuple(role_name(role) for role in ROLE_NAMES if role in visitor.roles)
    return VisitorHead(id=person.id, name=person.name, roles=roles)


def said(request: Request, look: Look, visitor: Visitor) -> list[tuple[str, str]]:
    """What the visitor has just done: `?said=41-43` names facts of theirs in the run."""
    first, _, last = request.query_params.get("said", "").partition("-")
    numbers = (first, last or first)
    if visitor.person is None or not all(n.isascii() and n.isdecimal() for n in numbers):
        return []
    begin, end = (min(int(number[:12]), look.seq) for number in numbers)
    facts = look.facts[max(begin - 1, 0) : end][:_MOST_SAID]
    mine = [fact for fact in facts if fact.actor == visitor.person.id]
    return [("success", sentence(fact.event, look.state)) for fact in mine]
