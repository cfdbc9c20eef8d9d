"""`user password` and `whoami`: a person's own way in, and who that is."""

from __future__ import annotations

from console import here
from console.acting import Acting
from console.caller import Caller, caller_of, check_own_password, deny
from console.keeping import person_id, submitted
from console.opening import opened_journal
from console.output import emit, emit_json
from console.people_board import person_data, person_lines
from rehearsals.journal.port import Journal
from rehearsals.people import asked as a
from rehearsals.people.book import people_ledger
from rehearsals.people.keeping import invitation_needed
from rehearsals.people.register import Person
from rehearsals.people.secrets import check_password, hash_password
from runbooks.errors import CallboardError


def password(person: str | None = None, /, *, acting: Acting | None = None) -> None:
    """Set a password: one's own, or as an administrator anybody's. It is never an argument.

    The first one is set by an invitation (`callboard user invite`) in place of a token. It is asked
    for twice, or read from standard input with --password-stdin; whoever changes their own gives
    the old one first, in a line before it.

    Args:
        person: Whose; by default one's own.
        acting: Who acts.
    """
    who = acting or Acting()
    with opened_journal(create=True) as journal:
        ledger = people_ledger(journal, here.now)
        target = person_id(ledger.state(), person) if person else None
        caller = caller_of(journal, who, "act", "people", "password")
        if target not in (None, caller.actor):
            caller = caller_of(journal, who, "people")
        found = ledger.state().people.get(target or caller.actor)
        if found is None:
            raise CallboardError(
                f"There is no person {target or caller.actor}.", hint="See `callboard user list`."
            )
        invitation = _sure_of(journal, caller, found, who)
        new = _new_password(who, found.name)
        check_password(new, person=found.id, name=found.name)
        hashed = hash_password(new)
        submitted(
            ledger,
            caller,
            lambda _, by: a.SetPassword(person=found.id, hash=hashed, invitation=invitation, **by),
            who,
        )


def _sure_of(journal: Journal, caller: Caller, found: Person, who: Acting) -> str | None:
    """The invitation by which somebody sets their own password, if it is by one; raises Refused.

    A token alone is not enough: not to change a password, nor to set the first one, unless it is
    one that opens the register of people.
    """
    token = caller.token
    if found.id != caller.actor or token is None:
        return None
    if token.is_invitation:
        return token.id
    if found.password is not None:
        check_own_password(journal, found, who)
    elif "people" not in token.scopes:
        deny(journal, invitation_needed(caller.register, found.id, here.now()), found.id)
    return None


def whoami(*, json: bool = False, acting: Acting | None = None) -> None:
    """Say who acts here, and what they may do now.

    Args:
        json: Print it as JSON.
        acting: Who acts.
    """
    with opened_journal() as journal:
        caller = caller_of(journal, acting or Acting(), "read")
    if caller.person is None:
        if json:
            emit_json({"person": None, "actor": caller.actor})
        else:
            emit(f"{caller.actor}; nobody is in the register of people yet.")
    elif json:
        emit_json(person_data(caller.register, caller.actor, here.now()))
    else:
        emit(*person_lines(caller.register, caller.actor, here.now()))


def _new_password(who: Acting, name: str) -> str:
    if who.password_stdin:
        return here.read_line()
    new = here.ask(f"New password of {name}: ")
    if new is None:
        raise CallboardError(
            "There is no terminal to ask for a password at.", hint="Give --password-stdin."
        )
    if here.ask("The same again: ") != new:
        raise CallboardError("The two are not the same.", hint="Nothing has changed; try again.")
    return new
