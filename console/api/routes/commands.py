"""`/runs/RUN/commands/NAME`: one address for each command on a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.responses import Response

from console.api import answers
from console.api.bodies import Body, RawJson, body_of, plain, read
from console.api.document import json_of
from console.api.finding import as_json, look_at
from console.api.keys import Key, Once, once
from console.api.routing import Asker, Routes, TheHouse
from console.api.shaping import event_data, head_data
from console.web.handing_in import BY_NAME, Wish, hand_in
from console.web.house import House
from console.web.policy import READERS
from console.web.reading import Look
from rehearsals.core.commands import AnyCommand, AttachFile
from rehearsals.core.events import Fact

routes = Routes(tags=["commands"])
#: Asked at these addresses; a file comes with its content (`files.py`), never by its digest alone.
NAMES = {name: kind for name, kind in BY_NAME.items() if kind is not AttachFile}


def _password(
    callboard_password: Annotated[
        str | None,
        Header(
            alias="Callboard-Password",
            description="The password of the holder of the token, once more, where a live run asks "
            "for it (`password-needed`).",
        ),
    ] = None,
) -> str | None:
    return callboard_password


#: The password of whoever asks, once more; it is kept and logged nowhere.
Password = Annotated[str | None, Depends(_password)]


def asked(visitor: Any, key: str, name: str, body: Body) -> Once:
    """What somebody asks of a run by a body that may say for whom, and when it happened."""
    return once(
        visitor,
        key,
        name,
        plain(body),
        on_behalf_of=getattr(body, "on_behalf_of", None),
        happened_at=getattr(body, "happened_at", None),
    )


def done_in(house: House, run: str, wish: Once, do: Callable[[Look], Sequence[Fact]]) -> Response:
    """Do what is asked of a run, or find what it made before; the events, and the head."""
    look = look_at(house, run, to_write=True)
    before = wish.done_before(fact.command for fact in look.facts)
    if not before and not do(look):
        return _made(house.look(look.run), (), repeated=False)
    after = house.look(look.run)
    return _made(after, _numbered(after, wish.id), repeated=before)


def _numbered(look: Look, command: str) -> list[tuple[int, Fact]]:
    """The facts of a command with their numbers; they stand together."""
    numbered = list(enumerate(look.facts, 1))
    return [(seq, fact) for seq, fact in numbered if fact.command == command]


def _made(look: Look, facts: Sequence[tuple[int, Fact]], *, repeated: bool) -> Response:
    return as_json(
        {
            "run": look.run,
            "repeated": repeated,
            "events": [event_data(seq, fact) for seq, fact in facts],
            "head": head_data(look.head),
        }
    )


def _route(name: str, kind: type[AnyCommand]) -> None:
    model = body_of(kind, spoken=True)
    function = name.replace("-", "_")

    def command(
        *,
        request: Request,
        house: TheHouse,
        visitor: Asker,
        run: str,
        key: Key,
        raw: RawJson,
        password: Password,
    ) -> Response:
        body = read(model, raw)
        wish = asked(visitor, key, name, body)

        def do(look: Look) -> Sequence[Fact]:
            own = plain(body, "on_behalf_of", "happened_at")
            return hand_in(
                house,
                Wish(run=look.run, kind=kind, data=own, asking=wish.asking, password=password),
            )

        with request.app.state.underway.hold(wish, run):
            return done_in(house, run, wish, do)

    command.__name__ = function
    command.__doc__ = (kind.__doc__ or "").strip()
    routes.on(
        "POST",
        f"/runs/{{run}}/commands/{name}",
        READERS,
        scope="act",
        answers=answers.DoneInRun,
        said="It is done, and durable.",
        body=json_of(model),
    )(command)


for _name, _kind in NAMES.items():
    _route(_name, _kind)
