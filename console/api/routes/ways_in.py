"""`/people/PERSON/...`: tokens, invitations and passwords; secrets are made and hashed here."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import Request
from fastapi.responses import Response
from pydantic import Field

from console.api import answers, answers_beside
from console.api.beside import Register, done_beside, made_under
from console.api.bodies import Body, RawJson, Text, Whole, plain, read
from console.api.document import json_of
from console.api.finding import as_json, missing
from console.api.keys import Key, Once, once, reused
from console.api.problems import ApiProblem
from console.api.routes.commands import PASSWORD_NEEDED, Password
from console.api.routing import Asker, Routes, TheHouse
from console.web.handing_in import check_password as check_own
from console.web.house import House
from console.web.people_keeping import sure
from console.web.policy import ADMINISTRATORS, SIGNED_IN
from console.web.visitor import Visitor
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.names import PEOPLE
from rehearsals.people.asked import IssueToken, NewToken, SetPassword
from rehearsals.people.secrets import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    check_password,
    mint_token,
)
from rehearsals.people.words import SCOPES, Scope
from runbooks.clocktime import rfc3339
from runbooks.errors import Refused

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
    body=json_of(TokenBody), headers=_CREATED, more=PASSWORD_NEEDED,
)  # fmt: skip
def issue_token(
    *,
    request: Request,
    house: TheHouse,
    visitor: Asker,
    person: str,
    key: Key,
    raw: RawJson,
    password: Password,
) -> Response:
    """Issue a token: to oneself, or as an administrator to anybody; for no more than one's own."""
    body = read(TokenBody, raw)
    wish = once(visitor, key, f"issue-token {person}", plain(body))
    new = _New(body.scopes, body.expires_in, body.label, password)
    return _issued(request, house, person, wish, new)


@routes.on(
    "POST", "/people/{person}/invitations", ADMINISTRATORS, scope="people", status=201,
    answers=answers_beside.Issued, said="The invitation, which is shown this once.",
    body=json_of(InvitationBody), headers=_CREATED, more=PASSWORD_NEEDED,
)  # fmt: skip
def invite(
    *,
    request: Request,
    house: TheHouse,
    visitor: Asker,
    person: str,
    key: Key,
    raw: RawJson,
    password: Password,
) -> Response:
    """Invite somebody to set their password: a token for that alone, for one time."""
    body = read(InvitationBody, raw)
    wish = once(visitor, key, f"invite {person}", plain(body))
    new = _New(("password",), body.expires_in, "invitation", password)
    return _issued(request, house, person, wish, new)


@routes.on(
    "POST", "/people/{person}/password", SIGNED_IN, scope="people", answers=answers.Done,
    said="It is set; sessions of the person have ended.", body=json_of(PasswordBody),
    more=PASSWORD_NEEDED,
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
    """Set a password: one's own, or as an administrator; one's old one in `Callboard-Password`."""
    body = read(PasswordBody, raw)
    target = _known(visitor, person)
    # Not even a digest of a password is kept with the key.
    wish = once(visitor, key, "set-password", person)
    register = Register(stream=PEOPLE, submit=house.writer.people)

    def make() -> SetPassword:
        check_password(body.password, person=target, name=visitor.register.people[target].name)
        sure(house, wish.asking, password or "")
        hashed = house.doors.passwords.hashed(body.password)
        return wish.asking.make(SetPassword, {"person": target, "hash": hashed})

    def check() -> None:
        _check_same(house, wish, target, body.password, password)

    return done_beside(request, wish, register, make, check)


def _check_same(house: House, wish: Once, target: str, given: str, password: str | None) -> None:
    """Raise ApiProblem unless the password that was set under a key is the one given again.

    That says whether a guess is right: so it is counted and paused like any other.
    """
    visitor = wish.asking.visitor
    if visitor.person is not None and visitor.person.id == target:
        # The old one is the password no more: who knows the new one has shown who they are.
        try:
            check_own(house, visitor, given, where=PEOPLE, door="api")
        except Refused as refused:
            if refused.code == "wrong-password":
                raise reused() from refused
            raise
        return
    sure(house, wish.asking, password or "")
    hashed, key = house.register().people[target].password, f"repeated:{wish.asking.by()['actor']}"
    if not house.doors.passwords.are_right(given, hashed, key=key, address=None, now=visitor.now):
        raise reused()


class _New:
    """What a new token is to be, and the password of whoever issues it."""

    def __init__(
        self, scopes: tuple[Scope, ...], expires_in: int, label: str, password: str | None
    ) -> None:
        self.scopes = tuple(dict.fromkeys(scopes))
        self.life = timedelta(seconds=expires_in)
        self.label = label
        self.password = password or ""


def _issued(request: Request, house: House, person: str, wish: Once, new: _New) -> Response:
    """Have the register take a token; raises Refused, and ApiProblem for a repeated key."""
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
        if wish.done_before(one.wish for one in made_under(request, PEOPLE, wish)):
            raise ApiProblem(
                409,
                "shown-already",
                "A token was issued under this key, and cannot be shown again.",
                "Revoke it, and ask for another one with a new key; GET /tokens lists them.",
            )
        fields: dict[str, Any] = {"person": target, "token": token}
        command = wish.asking.make(IssueToken, fields)
        if refusal := _beyond(visitor, new.scopes):
            house.writer.deny(PEOPLE, command, refusal)
        sure(house, wish.asking, new.password)
        house.writer.people(command)
    shown = {
        "token": minted.id,
        "secret": minted.secret,
        "person": target,
        "scopes": list(new.scopes),
        "expires_at": rfc3339(expires_at),
    }
    return as_json(shown, status=201, headers={"Location": "/api/v1/tokens"})


def _beyond(visitor: Visitor, scopes: tuple[Scope, ...]) -> Refusal | None:
    """Why a token may not issue one of some scopes: it would open more than it does itself.

    An invitation opens nothing that is acted by.
    """
    own = visitor.token.scopes if visitor.token else ()
    more = [scope for scope in scopes if scope in SCOPES and scope not in own]
    if not more:
        return None
    return refuse(
        "token-scope",
        f"This token does not open {', '.join(more)} itself, and issues none that does.",
        "Use one that does, or issue it on the pages.",
    )


def _known(visitor: Visitor, person: str) -> str:
    """Somebody in the register; raises ApiProblem for anybody else."""
    if person not in visitor.register.people:
        raise missing("person", person)
    return person
