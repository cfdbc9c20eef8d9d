"""`/people` and `/whoami`: the register of people, read, and changed by commands."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import Response

from console.api import answers, answers_beside
from console.api.beside import Register, done_beside
from console.api.bodies import RawJson, body_of, plain, read
from console.api.document import json_of
from console.api.finding import as_json, missing
from console.api.keys import Key, Once, once
from console.api.routes.commands import PASSWORD_NEEDED, Password
from console.api.routing import Asker, Routes, TheHouse
from console.people_board import person_data
from console.web.fields import fields_of
from console.web.house import House
from console.web.people_keeping import ASKED, SURE, name_of, sure
from console.web.policy import READERS, SIGNED_IN
from console.web.visitor import Visitor
from rehearsals.names import PEOPLE
from rehearsals.people.asked import PeopleCommand
from rehearsals.people.register import Token
from runbooks.clocktime import rfc3339

routes = Routes(tags=["people"])
_SECRET = frozenset({"first_token"})


@routes.on("GET", "/whoami", SIGNED_IN, answers=answers_beside.WhoAmI, said="Whose token it is.")
def whoami(visitor: Asker) -> Response:
    """Say whose token this is, what it opens, and what they may do now."""
    person, token = visitor.person, visitor.token
    if person is None or token is None:
        raise AssertionError("the access lets nobody in without a token")
    data = person_data(visitor.register, person.id, visitor.now)
    return as_json({**data, "token": token_data(visitor, token)})


@routes.on("GET", "/people", READERS, answers=answers_beside.People, said="The register.")
def list_people(visitor: Asker) -> Response:
    """List people, organisations and who stands in for whom."""
    register, now = visitor.register, visitor.now
    return as_json(
        {
            "people": [person_data(register, one, now) for one in register.people],
            "organisations": [
                {
                    "organisation": one.id,
                    "name": one.name,
                    "left": one.left_at is not None,
                    "parties": sorted(register.parties_of(one.id, now)),
                    "identifiers": [
                        {"kind": i.kind, "value": i.value, "market_role": i.market_role}
                        for i in one.identifiers
                    ],
                }
                for one in register.organisations.values()
            ],
            "substitutes": [
                {
                    "number": one.number,
                    "person": one.person,
                    "substitute": one.substitute,
                    "roles": list(one.roles),
                    "parties": list(one.parties),
                    "starts_at": rfc3339(one.starts_at) if one.starts_at else None,
                    "ends_at": rfc3339(one.ends_at) if one.ends_at else None,
                    "stands": one.stands(now),
                }
                for one in register.substitutes
            ],
        }
    )


@routes.on("GET", "/people/{person}", READERS, answers=answers_beside.Person, said="The person.")
def show_person(visitor: Asker, person: str) -> Response:
    """Show somebody: contacts, offices, and the roles they have now."""
    if person not in visitor.register.people:
        raise missing("person", person)
    return as_json(person_data(visitor.register, person, visitor.now))


@routes.on("GET", "/tokens", READERS, answers=answers_beside.Tokens, said="The tokens.")
def list_tokens(visitor: Asker) -> Response:
    """List one's own tokens, as an administrator those of everybody; never a token itself."""
    person, keeps = visitor.person, visitor.has({"administrator"})
    tokens = [
        token
        for token in visitor.register.tokens.values()
        if keeps or (person is not None and token.person == person.id)
    ]
    return as_json({"tokens": [token_data(visitor, one) for one in tokens]})


def token_data(visitor: Visitor, token: Token) -> dict[str, Any]:
    """A token as the register keeps it, without its hash."""
    return {
        "token": token.id,
        "person": token.person,
        "scopes": list(token.scopes),
        "status": token.status(visitor.now),
        "issued_at": rfc3339(token.issued_at),
        "expires_at": rfc3339(token.expires_at),
        "label": token.label,
    }


def _done(
    *,
    request: Request,
    house: House,
    wish: Once,
    kind: type[PeopleCommand],
    data: dict[str, Any],
    password: str | None = None,
) -> Response:
    def make() -> PeopleCommand:
        if kind in SURE:
            sure(house, wish.asking, password or "")
        return wish.asking.make(kind, fields_of(kind, data))

    return done_beside(request, wish, Register(stream=PEOPLE, submit=house.writer.people), make)


def _route(kind: type[PeopleCommand]) -> None:
    name = name_of(kind)
    model = body_of(kind, _SECRET, spoken=False)

    def command(
        *, request: Request, house: TheHouse, visitor: Asker, key: Key, raw: RawJson
    ) -> Response:
        data = plain(read(model, raw))
        wish = once(visitor, key, name, data)
        return _done(request=request, house=house, wish=wish, kind=kind, data=data)

    def surely(
        *,
        request: Request,
        house: TheHouse,
        visitor: Asker,
        key: Key,
        raw: RawJson,
        password: Password,
    ) -> Response:
        data = plain(read(model, raw))
        wish = once(visitor, key, name, data)
        return _done(
            request=request, house=house, wish=wish, kind=kind, data=data, password=password
        )

    asked = surely if kind in SURE else command
    asked.__name__ = name.replace("-", "_")
    asked.__doc__ = (kind.__doc__ or "").strip()
    routes.on(
        "POST",
        f"/people/commands/{name}",
        SIGNED_IN,
        scope="people",
        answers=answers.Done,
        said="It is done, and durable.",
        body=json_of(model),
        more=PASSWORD_NEEDED if kind in SURE else None,
    )(asked)


for _kind in ASKED:
    _route(_kind)
