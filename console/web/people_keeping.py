"""Changing the register of people from pages: what may be asked, handing it in, saying so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any, get_type_hints

from starlette.requests import Request

from console.telling_people import ZONE, people_sentence
from console.web.asking import Asking
from console.web.fields import fields_of
from console.web.handing_in import check_password
from console.web.house import House
from console.web.typed_values import understood
from console.web.visitor import Visitor
from rehearsals.names import PEOPLE
from rehearsals.people import asked as a
from rehearsals.people.book import PEOPLE_BOOK
from rehearsals.people.secrets import mint_token
from rehearsals.people.words import SCOPES, Scope
from runbooks.errors import CallboardError, Refused

#: What pages and API may ask; secrets, sign-in and whole files have ways of their own.
ASKED: tuple[type[a.PeopleCommand], ...] = (
    a.AddPerson,
    a.ChangePerson,
    a.LeavePerson,
    a.GrantRole,
    a.RevokeRole,
    a.GrantOffice,
    a.EndOffice,
    a.NameSubstitute,
    a.EndSubstitute,
    a.RevokeToken,
    a.EndSession,
    a.EndSessions,
    a.LinkIdentity,
    a.UnlinkIdentity,
    a.AddOrganisation,
    a.LeaveOrganisation,
    a.ActFor,
    a.EndActingFor,
    a.AssignIdentifier,
)
#: What gives somebody a way in that lasts: whoever asks shows who they are once more.
SURE: frozenset[type[a.PeopleCommand]] = frozenset({a.LinkIdentity})
#: Facts of one command that are told after it.
_MOST_SAID = 5
_DAY, _LONGEST_DAYS, _INVITED_HOURS = 1, 365, 24
_APART = re.compile(r"[\s,;]+")


def name_of(kind: type[a.PeopleCommand]) -> str:
    """The name of a command in addresses: `GrantRole` is `grant-role`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


BY_NAME: Mapping[str, type[a.PeopleCommand]] = {name_of(kind): kind for kind in ASKED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """A token that is shown now and never again."""

    secret: str
    person: str
    #: It sets a first password, once.
    invitation: bool
    #: A sentence on what it opens, and until when.
    words: str


def keep(house: House, asking: Asking, kind: type[a.PeopleCommand], data: Mapping[str, Any]) -> str:
    """Change the register; the numbers of the facts for `said=`, empty if there are no new ones.

    Raises BadFields, Misread and Refused (journalled).
    """
    if kind in SURE:
        sure(house, asking, str(data.get("password", "")))
    plain = {name: value for name, value in data.items() if name != "password"}
    plain = understood(kind, _listed(kind, plain), ZONE, house.now())
    command = asking.make(kind, fields_of(kind, plain))
    before = house.journal.head(PEOPLE).seq
    house.writer.people(command)
    return said_numbers(house, before)


def issue(house: House, asking: Asking, data: Mapping[str, Any]) -> Secret:
    """Issue a token, or an invitation; raises Refused (journalled) and CallboardError.

    Whoever issues shows who they are once more: a token outlasts the session it is issued in.
    """
    sure(house, asking, str(data.get("password", "")))
    person = str(data.get("person", ""))
    invitation = data.get("what") == "invitation"
    scopes: tuple[Scope, ...] = ("password",) if invitation else _scopes(data)
    life = timedelta(hours=_INVITED_HOURS) if invitation else _days(data)
    minted = mint_token()
    token = a.NewToken(
        token=minted.id,
        hash=minted.hash,
        scopes=scopes,
        expires_at=house.now() + life,
        label="invitation" if invitation else str(data.get("label", "")),
    )
    facts = house.writer.people(asking.make(a.IssueToken, {"person": person, "token": token}))
    if not any(getattr(fact.event, "hash", None) == minted.hash for fact in facts):
        raise CallboardError(
            "This was issued already, and cannot be shown again.",
            hint="Revoke it below if it was lost, and issue another one.",
        )
    words = people_sentence(facts[0].event, house.register())
    return Secret(secret=minted.secret, person=person, invitation=invitation, words=words)


def sure(house: House, asking: Asking, password: str) -> None:
    """Raise Refused unless whoever asks has just shown who they are, by password or signing in.

    A token was signed in with by nobody: by the API it is the password, and none has no way.
    """
    visitor = asking.visitor
    if visitor.person is None or house.doors.fresh_step(visitor):
        return
    by_api = asking.door == "api"
    if visitor.person.password is None and by_api:
        raise Refused(
            "no-password",
            f"This takes a password once more, and {visitor.person.name} has none.",
            hint="Have it done on the pages, by somebody who can show who they are.",
        )
    if visitor.person.password is None:
        raise Refused(
            "step-up-needed",
            "This takes signing in once more: what it gives outlasts your session.",
            hint="Open /step-up, sign in there, and send this again.",
        )
    if not password:
        raise Refused(
            "password-needed",
            "This takes your password once more.",
            hint="Send it in the header Callboard-Password." if by_api else "Type it below.",
        )
    check_password(house, visitor, password, where=PEOPLE, door=asking.door)


def said_numbers(house: House, before: int) -> str:
    """What has come into the register since: `41-43`; empty if nothing has."""
    after = house.journal.head(PEOPLE).seq
    return f"{before + 1}-{after}" if after > before else ""


def said_people(request: Request, house: House, visitor: Visitor) -> list[tuple[str, str]]:
    """What the visitor has just done: `?said=41-43` names facts of theirs in the register."""
    first, _, last = request.query_params.get("said", "").partition("-")
    numbers = (first, last or first)
    if visitor.person is None or not all(n.isascii() and n.isdecimal() for n in numbers):
        return []
    begin, end = (int(number[:12]) for number in numbers)
    read = house.journal.read(PEOPLE, after=max(begin - 1, 0))
    facts = [
        PEOPLE_BOOK.codec.from_recorded(one)
        for one in islice(read, max(min(end - begin + 1, _MOST_SAID * 4), 0))
    ]
    mine = [fact for fact in facts if fact.actor == visitor.person.id]
    told = [("success", people_sentence(fact.event, visitor.register)) for fact in mine]
    more = len(told) - _MOST_SAID
    return told[:_MOST_SAID] + ([("success", f"And {more} more like these.")] if more > 0 else [])


def _listed(kind: type[a.PeopleCommand], data: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of words that are typed in one field, such as parties, taken apart."""
    hints = get_type_hints(kind)
    return {
        name: [word for word in _APART.split(value) if word]
        if isinstance(value, str) and hints.get(name) == tuple[str, ...]
        else value
        for name, value in data.items()
    }


def _scopes(data: Mapping[str, Any]) -> tuple[Scope, ...]:
    wanted = data.get("scopes", [])
    wanted = wanted if isinstance(wanted, list) else [wanted]
    scopes = tuple(scope for scope in SCOPES if scope in wanted)
    if not scopes or len(scopes) != len(wanted):
        raise CallboardError("Say what the token opens.", hint="Tick at least one.")
    return scopes


def _days(data: Mapping[str, Any]) -> timedelta:
    days = str(data.get("days", ""))
    if days.isascii() and days.isdecimal() and _DAY <= int(days[:6]) <= _LONGEST_DAYS:
        return timedelta(days=int(days[:6]))
    raise CallboardError("A token ends after 1 to 365 days.", hint="Say after how many.")
