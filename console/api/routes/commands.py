"""`/runs/RUN/commands/NAME`: one address for each command on a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.responses import Response

from console.api import answers
from console.api.answered import Answered, Made
from console.api.bodies import Body, RawJson, body_of, plain, read
from console.api.document import PASSWORD_HEADER, json_of
from console.api.finding import as_json, look_at
from console.api.keys import Key, Once, once
from console.api.routing import Asker, Routes, TheHouse, house_of
from console.api.shaping import event_data, head_data
from console.web.handing_in import BY_NAME, Wish, hand_in
from console.web.policy import READERS
from console.web.reading import Look
from rehearsals.core.commands import AnyCommand, AttachFile
from rehearsals.core.events import Fact
from rehearsals.names import run_stream

routes = Routes(tags=["commands"])
#: Asked at these addresses; a file comes with its content (`files.py`), never by its digest alone.
NAMES = {name: kind for name, kind in BY_NAME.items() if kind is not AttachFile}


def _password(
    callboard_password: Annotated[
        str | None,
        Header(
            alias=PASSWORD_HEADER,
            description="The password of the holder of the token, once more, where a live run, or "
            "what gives somebody a way in, asks for it (`password-needed`).",
        ),
    ] = None,
) -> str | None:
    return callboard_password


#: The password of whoever asks, once more; it is kept and logged nowhere.
Password = Annotated[str | None, Depends(_password)]
#: Of an operation that always takes it.
PASSWORD_NEEDED = {"x-password": "needed"}


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


def done_in(
    request: Request, run: str, wish: Once, do: Callable[[Look], Sequence[Fact]]
) -> Response:
    """Do what is asked of a run, or find what it made before; the events, and the head."""
    house = house_of(request)
    look = look_at(house, run, to_write=True)
    before = wish.done_before(one.wish for one in made_under(request, look, wish))
    if not before and not do(look):
        return made_in(house.look(look.run), (), repeated=False)
    after = house.look(look.run)
    made = [one for one in made_under(request, after, wish) if one.wish == wish.id]
    return made_in(after, made, repeated=before)


def made_under(request: Request, look: Look, wish: Once) -> Sequence[Made]:
    """What was made in a run under the key of a wish."""

    def behind(seq: int) -> Iterator[str]:
        return (fact.command for fact in islice(look.facts, seq, None))

    answered: Answered = request.app.state.answered
    return answered.under(wish.own, run_stream(look.run), behind)


def made_in(look: Look, made: Sequence[Made], *, repeated: bool) -> Response:
    """The answer to a write in a run, of which a look knows all."""
    return as_json(
        {
            "run": look.run,
            "repeated": repeated,
            "events": [event_data(one.seq, look.facts[one.seq - 1]) for one in made],
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
            return done_in(request, run, wish, do)

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
