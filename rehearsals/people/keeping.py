"""Who may change the register of people: administrators, and whoever begins it.

There is no default password and no default person: while the register is empty, the user of the
machine, who owns the private data directory, may begin it, and the first person is an
administrator.
"""

from __future__ import annotations

from datetime import datetime

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.people import asked as a
from rehearsals.people.register import Register

#: How the channels begin by which people come who use the web console.
WEB = "web"


def may_keep(register: Register, command: a.PeopleCommand, now: datetime) -> Refusal | None:
    """Why the actor of a command may not change the register this way; None if they may."""
    if register.is_empty or isinstance(command, a.BeginRegister):
        return None  # that it begins an empty one is for `decide.py` to see
    if register.person(command.actor) is None:
        return refuse(
            "not-known",
            f"{command.actor} is not in the register of people, or has left.",
            "Ask an administrator to add you: `callboard user add`.",
        )
    if isinstance(command, a.BeginSession):
        return _of_nobody_else(command)
    if register.has_role(command.actor, "administrator", now) or _own_affair(
        register, command, now
    ):
        return None
    if isinstance(command, a.SetPassword) and command.person == command.actor:
        return invitation_needed(register, command.actor, now)
    names = [register.people[one].name for one in register.holders("administrator", now)]
    return refuse(
        "not-permitted",
        "Only an administrator changes the register of people.",
        f"Ask {' or '.join(names[:3])}.",
    )


def invitation_needed(register: Register, person: str, now: datetime) -> Refusal:
    """A first password is set on an administrator's word: a lost token must not be enough."""
    names = [register.people[one].name for one in register.holders("administrator", now)]
    return refuse(
        "invitation-needed",
        f"{register.people[person].name} has no password yet, and a token alone does not set the "
        "first one.",
        f"Ask {' or '.join(names[:3])} for an invitation: `callboard user invite {person}`.",
    )


def _of_nobody_else(command: a.BeginSession) -> Refusal | None:
    """Not even an administrator signs in as somebody else."""
    if command.actor == command.person and command.on_behalf_of is None:
        return None
    return refuse("not-permitted", "Nobody signs in as somebody else.", "Sign in by your own name.")


def _own_affair(register: Register, command: a.PeopleCommand, now: datetime) -> bool:
    """A person's own ways in need no administrator, but for a first password."""
    match command:
        case a.EndSessions(person=person) | a.UnlinkIdentity(person=person):
            return person == command.actor
        case a.EndSession(session=name):
            session = register.sessions.get(name)
            return session is None or session.person == command.actor
        case a.LinkIdentity():
            return _first_sign_in(register, command)
        case a.SetPassword(person=person):
            return person == command.actor and (
                register.people[person].password is not None or _invited(register, command, now)
            )
        case a.IssueToken(person=person, token=token):
            # A token that opens the register is of use to administrators alone.
            return person == command.actor and {"people", "password"}.isdisjoint(token.scopes)
        case a.RevokeToken(token=name):
            found = register.tokens.get(name)
            return found is not None and found.person == command.actor
        case _:
            return False


def _first_sign_in(register: Register, command: a.LinkIdentity) -> bool:
    """Whoever signs in by a provider for the first time; a second id there takes somebody else.

    Or who gets hold of an address at the provider would be taken for whoever had it before.
    """
    person = register.people.get(command.person)
    return (
        person is not None
        and command.actor == command.person
        and command.channel.startswith(WEB)
        and all(one.issuer != command.issuer for one in person.identities)
    )


def _invited(register: Register, command: a.SetPassword, now: datetime) -> bool:
    token = register.tokens.get(command.invitation or "")
    return (
        token is not None
        and token.person == command.person
        and token.is_invitation
        and token.status(now) == "valid"
    )


def check_administrators(before: Register, after: Register, now: datetime) -> Refusal | None:
    """A register that holds anybody holds an administrator, or nobody could change it any more."""
    if after.is_empty or _own_administrators(after, now):
        return None
    if before.is_empty:
        return refuse(
            "first-administrator",
            "The first person of a register must be an administrator.",
            "Add one first: `callboard user add ID NAME --organisation ORG --role administrator`.",
        )
    return refuse(
        "last-administrator",
        "That would leave no administrator.",
        "Make somebody else one first: `callboard user role PERSON administrator`.",
    )


def _own_administrators(register: Register, now: datetime) -> bool:
    return any(
        held.role == "administrator" and held.through is None
        for person in register.people
        for held in register.roles_of(person, now)
    )
