"""`user sessions` and `user sign-out`: who is signed in to the web console, and ending that."""

from __future__ import annotations

from typing import Any

from console import here
from console.acting import Acting
from console.keeping import keeper_of, person_id, read_people, submitted
from console.opening import opened_journal
from console.output import emit, emit_json, emit_rich, table
from console.telling_people import SIGNED_IN_BY, ZONE
from rehearsals.people import asked as a
from rehearsals.people.book import people_ledger
from rehearsals.people.register import Register, Session
from runbooks.clocktime import local, rfc3339
from runbooks.errors import CallboardError


def sessions(
    person: str | None = None, /, *, json: bool = False, acting: Acting | None = None
) -> None:
    """List who is signed in to the web console: since when, by what, and until when at the latest.

    Args:
        person: Only this person, by id or full name.
        json: Print them as JSON.
        acting: Who asks; somebody with any role.
    """
    with read_people(acting) as register:
        found = _of(register, person)
    if json:
        emit_json([_data(one) for one in found])
        return
    if not found:
        emit("Nobody is signed in to the web console.")
        return
    rows = table("Session", "Who", "Since", "How", "Until")
    for one in found:
        rows.add_row(*_row(register, one))
    emit_rich(rows)


def sign_out(
    person: str,
    /,
    *,
    reason: str = "signed out everywhere",
    acting: Acting | None = None,
) -> None:
    """Sign somebody out of the web console everywhere: oneself, or as an administrator anybody.

    Args:
        person: The person, by id or full name.
        reason: Why; it stays in the journal.
        acting: Who acts.
    """
    who = acting or Acting()
    with opened_journal(create=True) as journal:
        ledger = people_ledger(journal, here.now)
        target = person_id(ledger.state(), person)
        caller = keeper_of(journal, who, lambda c: c.actor == target)
        submitted(
            ledger, caller, lambda _, by: a.EndSessions(person=target, reason=reason, **by), who
        )


def _of(register: Register, person: str | None) -> tuple[Session, ...]:
    """The open sessions, of one person or of all; raises CallboardError for nobody known."""
    if person is not None and person_id(register, person) not in register.people:
        raise CallboardError(f"There is no person {person}.", hint="See `callboard user list`.")
    people = register.people if person is None else (person_id(register, person),)
    return tuple(one for name in people for one in register.sessions_of(name, here.now()))


def _row(register: Register, one: Session) -> tuple[str, ...]:
    since, until = local(one.begun_at, ZONE), local(one.expires_at, ZONE)
    return one.id, register.people[one.person].name, since, SIGNED_IN_BY[one.means], until


def _data(one: Session) -> dict[str, Any]:
    return {
        "session": one.id,
        "person": one.person,
        "means": one.means,
        "begun_at": rfc3339(one.begun_at),
        "expires_at": rfc3339(one.expires_at),
    }
