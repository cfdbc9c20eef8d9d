"""`/readiness`: the returns that parties owe, as far as the holder may see them; and commands."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.responses import Response

from console.api import answers, answers_beside
from console.api.beside import Register, done_beside
from console.api.bodies import RawJson, body_of, plain, read
from console.api.document import json_of
from console.api.finding import as_json, missing
from console.api.keys import Key, once
from console.api.routing import Asker, Routes, TheHouse
from console.web.fields import fields_of
from console.web.handing_in import path_name
from console.web.policy import SIGNED_IN
from console.web.returns_keeping import hand_in, outlined, standing
from rehearsals.journal.fields import Shape
from rehearsals.names import READINESS
from rehearsals.readiness import commands as c
from rehearsals.readiness.state import Return
from runbooks.checks import ReturnKind
from runbooks.clocktime import rfc3339

routes = Routes(tags=["readiness"])
_KINDS: tuple[type[c.ReadinessCommand], ...] = (
    c.AskReturns,
    c.ServeGate,
    c.AmendAsk,
    c.SubmitReturn,
    c.AcceptReturn,
    c.SendBackReturn,
    c.WithdrawReturn,
    c.ReconfirmReturn,
    c.ShareReadiness,
)
#: A file is named by its content alone, which does not come here.
_LEFT_OUT = frozenset({"attachments"})
_SHAPE = Shape.of(Return)


@routes.on("GET", "/readiness", SIGNED_IN, answers=answers_beside.Returns, said="The returns.")
def list_returns(
    *,
    house: TheHouse,
    visitor: Asker,
    gate: Annotated[str | None, Query(description="Only those for this gate: m10/G1.")] = None,
    party: Annotated[str | None, Query(description="Only those of this party.")] = None,
    kind: Annotated[ReturnKind | None, Query(description="Only those of this kind.")] = None,
) -> Response:
    """List the returns that the holder may see: their own party's, those shared, or all.

    Who decides or advises at `gate` sees of the others there no more than how they stand.
    """
    mine = standing(house, visitor)
    besides = outlined(house, visitor, gate) if gate else ()
    fitting = [
        each
        for each in (*mine.sees(house.reader.readiness()), *besides)
        if (gate is None or each.serves(gate))
        and party in (None, each.party)
        and kind in (None, each.kind)
    ]
    fitting.sort(key=lambda each: each.deadline)
    now = visitor.now
    shown = [(_outline if one in besides else _whole)(one, now) for one in fitting]
    return as_json({"returns": shown})


@routes.on("GET", "/readiness/{name}", SIGNED_IN, answers=answers_beside.Return, said="The return.")
def show_return(house: TheHouse, visitor: Asker, name: str) -> Response:
    """Show a return: what is asked, and what was handed in; unknown to who may not see it."""
    seen = {each.id: each for each in standing(house, visitor).sees(house.reader.readiness())}
    if name not in seen:
        raise missing("return", name, "A party sees its own; the programme sees all.")
    return as_json(_whole(seen[name], visitor.now))


def _outline(each: Return, now: datetime) -> dict[str, Any]:
    return {
        "id": each.id,
        "party": each.party,
        "kind": each.kind,
        "standing": each.standing(now),
        "late": each.late(now),
    }


def _whole(each: Return, now: datetime) -> dict[str, Any]:
    ends = each.expires_at
    return {
        **_SHAPE.encode(each),
        **_outline(each, now),
        "expires_at": rfc3339(ends) if ends else None,
    }


def _route(kind: type[c.ReadinessCommand]) -> None:
    name = path_name(kind)  # type: ignore[arg-type]
    model = body_of(kind, _LEFT_OUT, spoken=True)

    def command(
        *, request: Request, house: TheHouse, visitor: Asker, key: Key, raw: RawJson
    ) -> Response:
        body = read(model, raw)
        wish = once(
            visitor,
            key,
            name,
            plain(body),
            on_behalf_of=getattr(body, "on_behalf_of", None),
            happened_at=getattr(body, "happened_at", None),
        )
        data = plain(body, "on_behalf_of", "happened_at")

        # As the pages do it: what rests on a return, such as a gate's checks, is made anew.
        register = Register(stream=READINESS, submit=partial(hand_in, house, wish.asking))
        return done_beside(
            request, wish, register, lambda: wish.asking.make(kind, fields_of(kind, data))
        )

    command.__name__ = name.replace("-", "_")
    command.__doc__ = (kind.__doc__ or "").strip()
    routes.on(
        "POST",
        f"/readiness/commands/{name}",
        SIGNED_IN,
        scope="act",
        answers=answers.Done,
        said="It is done, and durable.",
        body=json_of(model),
    )(command)


for _kind in _KINDS:
    _route(_kind)
