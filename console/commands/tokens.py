"""`token`: what a script, or a person at a terminal, acts by; shown once and kept as a hash."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from cyclopts import App

from console import here
from console.acting import Acting
from console.caller import Caller, check_own_password
from console.keeping import (
    keeper_of,
    minted,
    person_id,
    read_people,
    scopes_of,
    submitted,
)
from console.opening import opened_journal
from console.output import emit, emit_json, emit_rich, table, talk
from console.telling_people import ZONE
from rehearsals.engine.settings import TOKEN
from rehearsals.journal.port import Journal
from rehearsals.people import asked as a
from rehearsals.people.book import people_ledger
from rehearsals.people.register import Register, Token
from rehearsals.people.secrets import MintedToken
from runbooks.clocktime import local, rfc3339
from runbooks.errors import CallboardError

app = App(name="token", help="Issue, list and revoke the tokens that people and services act by.")


@app.command
def issue(
    person: str | None = None,
    /,
    *,
    scope: tuple[str, ...] = ("read", "act"),
    expires: str = "30d",
    label: str = "",
    write: Path | None = None,
    acting: Acting | None = None,
) -> None:
    """Issue a token: for oneself, by a token or a password; for others, as an administrator.

    It is printed once, alone on standard output, and can never be shown again.

    Args:
        person: For whom, or for which service; by default whoever acts.
        scope: What it opens: read, act, people (the register of people); once for each.
        expires: After how long it ends, at most a year: 30d, 12h.
        label: What it is for.
        write: Write it into this new file, which only its owner can read, and print nothing.
        acting: Who acts.
    """
    who = acting or Acting()
    if write is not None and write.exists():
        raise CallboardError(f"There is a file {write} already.", hint="Give a new one.")
    token, new = minted(scopes_of(scope), expires, label)
    name = _handed_in(person, token, new, who)
    what = f"Token {token.id} of {name}, until {local(new.expires_at, ZONE)}"
    if write is not None:
        _write(write, token.secret)
        talk(f"{what}, is in {write}, which only you can read. Use it with --token-file {write}.")
        return
    emit(token.secret)
    talk(
        f"{what}; shown only now. Keep it in {TOKEN}, or in a file that only you can read "
        "(--token-file)."
    )


def invite(
    person: str,
    /,
    *,
    expires: str = "24h",
    write: Path | None = None,
    acting: Acting | None = None,
) -> None:
    """Invite somebody to set their password: a token for that alone, for one time.

    An administrator hands it over; it is printed once, alone on standard output.

    Args:
        person: Who is invited, by id or full name.
        expires: After how long it ends, at most three days: 24h.
        write: Write it into this new file, which only its owner can read, and print nothing.
        acting: Who acts.
    """
    who = acting or Acting()
    if write is not None and write.exists():
        raise CallboardError(f"There is a file {write} already.", hint="Give a new one.")
    token, new = minted(("password",), expires, "invitation")
    name = _handed_in(person, token, new, who)
    if write is None:
        emit(token.secret)
    else:
        _write(write, token.secret)
    talk(
        f"Hand it to {name}, who sets a password with it, once, until "
        f"{local(new.expires_at, ZONE)}: `callboard user password --token-file FILE`."
    )


def _handed_in(person: str | None, token: MintedToken, new: a.NewToken, who: Acting) -> str:
    """Have the register take a token; the name of whom it is for."""
    with opened_journal(create=True) as journal:
        ledger = people_ledger(journal, here.now)
        caller = _issuer(journal, ledger.state(), person, new, who)
        target = person_id(ledger.state(), person) if person else caller.actor
        facts = ledger.submit(a.IssueToken(person=target, token=new, **who.by(caller, here.now())))
        name = ledger.state().people[target].name
    if not any(getattr(fact.event, "hash", None) == token.hash for fact in facts):
        raise CallboardError(
            "This command was given before, and its token cannot be shown again.",
            hint="Issue another one.",
        )
    return name


@app.command(name="list")
def list_(*, json: bool = False, acting: Acting | None = None) -> None:
    """List the tokens: whose they are, what they open, and until when; never the tokens.

    Args:
        json: Print them as JSON.
        acting: Who asks; somebody with any role.
    """
    with read_people(acting) as register:
        tokens = tuple(register.tokens.values())
    if json:
        emit_json([_data(one) for one in tokens])
        return
    if not tokens:
        emit("There is no token yet; issue one with `callboard token issue`.")
        return
    rows = table("Token", "Whose", "Opens", "Status", "Until", "For")
    for one in tokens:
        rows.add_row(*_row(register, one))
    emit_rich(rows)


@app.command
def revoke(token: str, /, *, reason: str = "", acting: Acting | None = None) -> None:
    """Have a token open nothing any more; one's own, or as an administrator anybody's.

    Args:
        token: Its id, as `callboard token list` shows it.
        reason: Why; it stays in the journal.
        acting: Who acts.
    """
    who = acting or Acting()
    with opened_journal(create=True) as journal:
        ledger = people_ledger(journal, here.now)
        found = ledger.state().tokens.get(token)
        caller = keeper_of(journal, who, lambda c: bool(found and found.person == c.actor))
        submitted(
            ledger, caller, lambda _, by: a.RevokeToken(token=token, reason=reason, **by), who
        )


def _issuer(
    journal: Journal, register: Register, person: str | None, new: a.NewToken, who: Acting
) -> Caller:
    """Who issues: whose token it is, or who says the password, since a first token comes of one.

    No token makes another that opens the register of people, unless it opens it itself.
    """
    found = register.person(person_id(register, person)) if person else None
    tokenless = who.token_file is None and here.secret(TOKEN) is None
    if found is None or not tokenless or who.as_ is not None:
        own_scopes = {"people", "password"}.isdisjoint(new.scopes)
        return keeper_of(
            journal, who, lambda c: own_scopes and (found is None or c.actor == found.id)
        )
    check_own_password(journal, found, who)
    return Caller(actor=found.id, register=register, person=found)


def _write(path: Path, secret: str) -> None:
    """A new file that only its owner can read; one that is there is left alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{secret}\n")
    except OSError as error:
        raise CallboardError(
            f"{path} cannot be written: {(error.strerror or str(error)).lower()}.",
            hint="Give the path of a new file; revoke the token and issue another one.",
        ) from error


def _row(register: Register, one: Token) -> tuple[str, ...]:
    status = one.status(here.now())
    person = register.people[one.person].name
    until = local(one.expires_at, ZONE)
    return one.id, person, ", ".join(one.scopes), status, until, one.label


def _data(one: Token) -> dict[str, Any]:
    return {
        "token": one.id,
        "person": one.person,
        "scopes": list(one.scopes),
        "status": one.status(here.now()),
        "issued_at": rfc3339(one.issued_at),
        "expires_at": rfc3339(one.expires_at),
        "label": one.label,
    }
