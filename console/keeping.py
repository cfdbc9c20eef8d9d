"""What the commands on the register of people share: who acts, handing in, saying what is so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from console import here
from console.acting import Acting
from console.caller import Caller, caller_of, check_reader
from console.opening import opened_journal
from console.output import emit, wrapped
from console.telling_people import ZONE, people_sentence
from console.times import read_time
from rehearsals.core.command import By
from rehearsals.journal.port import Journal
from rehearsals.people.asked import NewToken, PeopleCommand
from rehearsals.people.book import PeopleLedger, people_ledger
from rehearsals.people.events import PeopleEvent
from rehearsals.people.register import Register
from rehearsals.people.secrets import MintedToken, mint_token
from rehearsals.people.words import PARTY_ROLES, ROLE_NAMES, SCOPES, Role, Scope
from runbooks.durations import parse_seconds
from runbooks.errors import CallboardError
from runbooks.near_miss import near_miss

#: From the register and the fields of a command that say whose it is, the command.
Make = Callable[[Register, By], PeopleCommand]


@contextmanager
def opened_people(*, create: bool = False) -> Iterator[PeopleLedger]:
    """The register of people; an empty one where there is no journal yet."""
    with opened_journal(create=create) as journal:
        yield people_ledger(journal, here.now)


@contextmanager
def read_people(acting: Acting | None) -> Iterator[Register]:
    """The register of people, for somebody who is in it with any role; raises Refused.

    Addresses and numbers stand in it. While it is empty there is nothing to keep from anybody.
    """
    with opened_journal() as journal:
        check_reader(journal, acting or Acting(), ROLE_NAMES, "read the register of people")
        yield people_ledger(journal, here.now).state()


def keep(make: Make, acting: Acting | None) -> None:
    """Hand in a command on the register, and print what is now so; raises Refused."""
    who = acting or Acting()
    with opened_journal(create=True) as journal:
        ledger = people_ledger(journal, here.now)
        caller = caller_of(journal, who, "people")
        submitted(ledger, caller, make, who)


def keeper_of(journal: Journal, who: Acting, own: Callable[[Caller], bool]) -> Caller:
    """Who acts; what is not their own affair takes a token that opens the register of people."""
    caller = caller_of(journal, who)
    if caller.person is None or own(caller):
        return caller
    return caller_of(journal, who, "people")


def submitted(ledger: PeopleLedger, caller: Caller, make: Make, who: Acting) -> None:
    """Hand in what a caller asks, and print what is now so; raises Refused."""
    register = ledger.state()
    by = who.by(caller, here.now())
    events = [fact.event for fact in ledger.submit(make(register, by))]
    say(events, ledger.state())


def say(events: list[PeopleEvent], register: Register) -> None:
    """Print what happened, a line each."""
    emit(*(wrapped(people_sentence(event, register)) for event in events))
    if not events:
        emit("Nothing is new; the register is as it was.")


def person_id(register: Register, word: str) -> str:
    """The id of whom an id in any case or a full name stands for; the word itself if nobody."""
    return register.named(word) or word


def role_of(word: str) -> Role:
    """The role that a word stands for, with dashes or not; raises CallboardError."""
    plain = word.strip().casefold().replace("-", "_").replace(" ", "_")
    for role in ROLE_NAMES:
        if role == plain:
            return role
    near = near_miss(plain, ROLE_NAMES)
    raise CallboardError(
        f"There is no role {word!r}.",
        hint=f"Did you mean {near}?" if near else f"There are {', '.join(ROLE_NAMES)}.",
    )


def parties_for(role: Role, parties: tuple[str, ...]) -> tuple[str, ...]:
    """The parties, where a role is had for parties."""
    return parties if role in PARTY_ROLES else ()


def scopes_of(words: tuple[str, ...]) -> tuple[Scope, ...]:
    """The scopes that words stand for; raises CallboardError."""
    unknown = [word for word in words if word not in SCOPES]
    if unknown:
        raise CallboardError(
            f"There is no scope {unknown[0]!r}.", hint=f"There are {', '.join(SCOPES)}."
        )
    return tuple(scope for scope in SCOPES if scope in words)


def minted(scopes: tuple[Scope, ...], expires: str, label: str) -> tuple[MintedToken, NewToken]:
    """A new token, and what the register keeps of it; raises CallboardError."""
    try:
        life = timedelta(seconds=parse_seconds(expires))
    except ValueError as error:
        raise CallboardError(f"{error}.", hint="Such as 30d or 12h.") from error
    token = mint_token()
    return token, NewToken(
        token=token.id,
        hash=token.hash,
        scopes=scopes,
        expires_at=here.now() + life,
        label=label,
    )


def time_of(text: str | None) -> datetime | None:
    """An instant (UTC) as people type it; raises TimeError."""
    return read_time(text, ZONE, here.now()) if text else None
