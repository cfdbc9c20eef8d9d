"""`/people/PERSON/...`: tokens, invitations and passwords; secrets are made and hashed here."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import Request
from fastapi.responses import Response
from pydantic import Field

from console.api import answers, answers_beside
from console.api.beside import Register, done_beside
from console.api.bodies import Body, RawJson, Text, Whole, plain, read
from console.api.document import json_of
from console.api.finding import as_json, missing
from console.api.keys import Key, Once, once, reused
from console.api.problems import ApiProblem
from console.api.routes.commands import Password
from console.api.routing import Asker, Routes, TheHouse
from console.web.handing_in import check_password as check_own
from console.web.house import House
from console.web.policy import ADMINISTRATORS, SIGNED_IN
from console.web.visitor import Visitor
from rehearsals.names import PEOPLE
from rehearsals.people.asked import IssueToken, NewToken, SetPassword
from rehearsals.people.secrets import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    check_password,
    fits,
    mint_token,
)
from rehearsals.people.words import SCOPES, Scope
from runbooks.clocktime import rfc3339

routes = Routes(tags=["people"])
_HOUR = 3_600
_CREATED = {"Location": {"description": "Where it is listed.", "schema": {"type": "string"}}}


class TokenBody(Body):
    """A token that is asked for."""

    scopes: Annotated[
        tuple[Literal["read", "act", "people"], ...], Field(min_length=1, max_length=len(SCOPES))
    ]
    expires_in: Annotated[
        int,
        Field(ge=1, le=366 * 24 * _HOUR, description="Seconds; a year at most."),
        Whole,
    ]
    label: Annotated[Text, Field(description="What it is for.")] = ""


class InvitationBody(Body):
    """An invitation that is asked for."""

    expires_in: Annotated[
        int,
        Field(ge=1, le=72 * _HOUR, description="Seconds; three days at most."),
        Whole,
    ] = 24 * _HOUR


class PasswordBody(Body):
    """A new password."""

    password: Annotated[str, Field(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD)]


@routes.on(
    "POST", "/people/{person}/tokens", SIGNED_IN, scope="people", status=201,
    answers=answers_beside.Issued, said="The token, which is shown this once.",
    body=json_of(TokenBody), headers=_CREATED,
)  # fmt: skip
def issue_token(
    *, request: Request, house: TheHouse, visitor: Asker, person: str, key: Key, raw: RawJson
) -> Response:
    """Issue a token: to oneself, or as an administrator to anybody."""
    body = read(TokenBody, raw)
    wish = once(visitor, key, f"issue-token {person}", plain(body))
    return _issued(request, house, person, wish, _New(body.scopes, body.expires_in, body.label))


@routes.on(
    "POST", "/people/{person}/invitations", ADMINISTRATORS, scope="people", status=201,
    answers=answers_beside.Issued, said="The invitation, which is shown this once.",
    body=json_of(InvitationBody), headers=_CREATED,
)  # fmt: skip
def invite(
    *, request: Request, house: TheHouse, visitor: Asker, person: str, key: Key, raw: RawJson
) -> Response:
    """Invite somebody to set their password: a token for that alone, for one time."""
    body = read(InvitationBody, raw)
    wish = once(visitor, key, f"invite {person}", plain(body))
    return _issued(request, house, person, wish, _New(("password",), body.expires_in, "invitation"))


@routes.on(
    "POST", "/people/{person}/password", SIGNED_IN, scope="people", answers=answers.Done,
    said="It is set; sessions of the person have ended.", body=json_of(PasswordBody),
)  # fmt: skip
def set_password(
    *,
    request: Request,
    house: TheHouse,
    visitor: Asker,
    person: str,
    key: Key,
    raw: RawJson,
    password: Password,
) -> Response:
    """Set a password: one's own, with the old one in `Callboard-Password`; or as administrator."""
    body = read(PasswordBody, raw)
    target = _known(visitor, person)
    # Not even a digest of a password is kept with the key.
    wish = once(visitor, key, "set-password", person)
    register = Register(stream=PEOPLE, submit=house.writer.people)
    known = visitor.register.people[target]

    def make() -> SetPassword:
        check_password(body.password, person=target, name=known.name)
        if visitor.person is known and known.password is not None:
            check_own(house, visitor, password or "", where=PEOPLE, door="api")
        hashed = house.doors.passwords.hashed(body.password)
        return wish.asking.make(SetPassword, {"person": target, "hash": hashed})

    def check() -> None:
        if not fits(body.password, known.password):
            raise reused()

    return done_beside(request, wish, register, make, check)


class _New:
    """What a new token is to be."""

    def __init__(self, scopes: tuple[Scope, ...], expires_in: int, label: str) -> None:
        self.scopes = tuple(dict.fromkeys(scopes))
        self.life = timedelta(seconds=expires_in)
        self.label = label


def _issued(request: Request, house: House, person: str, wish: Once, new: _New) -> Response:
    """Have the register take a token; raises ApiProblem if it was issued under this key before."""
    visitor = wish.asking.visitor
    target, minted = _known(visitor, person), mint_token()
    expires_at = visitor.now + new.life
    token = NewToken(
        token=minted.id,
        hash=minted.hash,
        scopes=new.scopes,
        expires_at=expires_at,
        label=new.label,
    )
    with request.app.state.underway.hold(wish, PEOPLE):
        records = list(house.journal.read(PEOPLE))
        if wish.done_before(one.entry.command for one in records):
            raise ApiProblem(
                409,
                "shown-already",
                "A token was issued under this key, and cannot be shown again.",
                "Revoke it, and ask for another one with a new key; GET /tokens lists them.",
            )
        fields: dict[str, Any] = {"person": target, "token": token}
        house.writer.people(wish.asking.make(IssueToken, fields))
    shown = {
        "token": minted.id,
        "secret": minted.secret,
        "person": target,
        "scopes": list(new.scopes),
        "expires_at": rfc3339(expires_at),
    }
    return as_json(shown, status=201, headers={"Location": "/api/v1/tokens"})


def _known(visitor: Visitor, person: str) -> str:
    """Somebody in the register; raises ApiProblem for anybody else."""
    if person not in visitor.register.people:
        raise missing("person", person)
    return person
