"""`user`: who the people are; what they may do stands in `user_rights`, secrets in `passwords`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Parameter

from console import here
from console.acting import Acting
from console.beginning import begun
from console.commands.passwords import password
from console.commands.tokens import invite
from console.commands.user_rights import end_substitute, office, revoke, role, substitute
from console.commands.user_sessions import sessions, sign_out
from console.keeping import keep, parties_for, person_id, read_people, role_of
from console.output import emit, emit_json, emit_rich
from console.people_board import people_table, person_data, person_lines
from rehearsals.people import asked as a
from runbooks.errors import CallboardError

app = App(name="user", help="Keep the people: their roles, substitutes and passwords.")
for _command in (
    role,
    revoke,
    office,
    substitute,
    end_substitute,
    invite,
    password,
    sessions,
    sign_out,
):
    app.command(_command)

_Parties = Annotated[tuple[str, ...], Parameter(name="--party", consume_multiple=True)]


@app.command
def add(
    person: str,
    name: str,
    /,
    *,
    organisation: str,
    role: tuple[str, ...] = (),
    parties: _Parties = (),
    service: bool = False,
    email: str | None = None,
    phone: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Add somebody; the first one must be an administrator, and gets a token, shown once.

    Args:
        person: An id, such as ann.
        name: The full name.
        organisation: The organisation's id; see `callboard organisation add`.
        role: A role, once for each: viewer, task_owner, decider, adviser, scribe,
            communications_approver, rehearsal_controller, cutover_manager, assurance or
            administrator.
        parties: The parties that the roles by party are for; by default all the organisation's.
        service: It is a machine that acts: it has no password, and decides nothing.
        email: An address.
        phone: A number.
        acting: Who acts.
    """
    roles = tuple(
        a.Granted(role=found, parties=parties_for(found, parties)) for found in map(role_of, role)
    )
    begun(
        lambda _, token, by: a.AddPerson(
            person=person,
            name=name,
            organisation=organisation,
            kind="service" if service else "person",
            email=email,
            phone=phone,
            roles=roles,
            first_token=token,
            **by,
        ),
        acting,
    )


@app.command(name="list")
def list_(*, json: bool = False, acting: Acting | None = None) -> None:
    """List the people, with their roles now, who has a password, and who stands in for whom.

    Args:
        json: Print everything about them as JSON.
        acting: Who asks; somebody with any role.
    """
    with read_people(acting) as register:
        when = here.now()
    if json:
        emit_json([person_data(register, one, when) for one in register.people])
    elif register.is_empty:
        emit(
            "Nobody is in the register of people yet, so the machine's user may do everything in "
            "rehearsals,",
            "and nobody can open a live run. Begin with `callboard user add` or "
            "`callboard user import FILE`.",
        )
    else:
        emit_rich(*people_table(register, when))


@app.command
def show(person: str, /, *, json: bool = False, acting: Acting | None = None) -> None:
    """Show somebody: organisation, contact, roles and for which parties, offices, substitutes.

    Args:
        person: The person, by id or full name.
        json: Print it as JSON.
        acting: Who asks; somebody with any role.
    """
    with read_people(acting) as register:
        when = here.now()
    found = person_id(register, person)
    if found not in register.people:
        raise CallboardError(f"There is no person {person}.", hint="See `callboard user list`.")
    if json:
        emit_json(person_data(register, found, when))
    else:
        emit(*person_lines(register, found, when))


@app.command
def change(
    person: str,
    /,
    *,
    name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Change somebody's name or contact.

    Args:
        person: The person, by id or full name.
        name: The new name.
        email: The new address.
        phone: The new number.
        acting: Who acts.
    """
    keep(
        lambda register, by: a.ChangePerson(
            person=person_id(register, person), name=name, email=email, phone=phone, **by
        ),
        acting,
    )


@app.command
def leave(person: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Say that somebody acts no longer; tokens and substitutions end with that.

    Args:
        person: The person, by id or full name.
        reason: Why; it stays in the journal.
        acting: Who acts.
    """
    keep(
        lambda register, by: a.LeavePerson(person=person_id(register, person), reason=reason, **by),
        acting,
    )


@app.command(name="import")
def import_(file: str, /, *, check: bool = False, acting: Acting | None = None) -> int:
    """Add what a people file says and the register does not; all of it, or nothing.

    What is in the register and not in the file stays. A register may begin with a file that has an
    administrator, who gets a token, shown once.

    Args:
        file: A YAML file, or m10-people for the shipped illustrative one.
        check: Only say what is wrong with it, or what it would change.
        acting: Who acts.
    """
    from console.importing import imported  # noqa: PLC0415 - brings the form of the file along

    return imported(file, acting or Acting(), check=check)
