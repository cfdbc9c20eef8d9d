"""Who acts on the command line: the machine's user, or once people are known whose token it is.

A token comes from the environment (CALLBOARD_TOKEN) or a file that nobody else can read; a
password from a prompt, standard input or the environment (CALLBOARD_PASSWORD). Neither is ever an
argument, and neither is kept, logged or repeated.
"""

from __future__ import annotations

import getpass
import stat
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from uuid import uuid4

from console import here
from rehearsals.core.command import Refusal
from rehearsals.core.commands import AnyCommand
from rehearsals.core.refusals import check_open, refuse
from rehearsals.core.state import RunState
from rehearsals.core.words import Communications, Mode
from rehearsals.engine.settings import PASSWORD, TOKEN
from rehearsals.journal.port import Journal
from rehearsals.ledger import record_refusal
from rehearsals.names import PEOPLE
from rehearsals.people.asked import GetIn
from rehearsals.people.book import people_ledger
from rehearsals.people.live import STEPPED_UP
from rehearsals.people.opening import may_do, may_open
from rehearsals.people.permissions import asks_password, permit
from rehearsals.people.register import Person, Register, Token
from rehearsals.people.secrets import fits, token_holder
from rehearsals.people.words import Role, Scope
from runbooks.errors import CallboardError, Refused

if TYPE_CHECKING:
    from console.acting import Acting

#: Far longer than a token.
_LONGEST_TOKEN = 1_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """Who acts, and the register of people as it is; `person` is None while that is empty."""

    actor: str
    register: Register
    person: Person | None = None
    #: What they act by.
    token: Token | None = None


def caller_of(journal: Journal, acting: Acting, *scopes: Scope) -> Caller:
    """Who acts, by a token that opens one of some scopes; by default `act`.

    Raises Refused, which is journalled, and CallboardError. While the register is empty that is the
    user of the machine, or whoever --as names.
    """
    register = people_ledger(journal, here.now).state()
    if register.is_empty:
        return Caller(actor=acting.actor, register=register)
    if acting.as_ is not None:
        _deny(
            journal,
            refuse(
                "as-refused",
                "People are known here, so --as cannot say who acts; a token does.",
                f"Set {TOKEN}, or give --token-file; see `callboard token issue --help`.",
            ),
        )
    secret = _token(acting)
    if secret is None:
        _deny(
            journal,
            refuse(
                "token-needed",
                "People are known here, so acting takes a token.",
                f"Set {TOKEN}, or give --token-file; see `callboard token issue --help`.",
            ),
        )
    answers = (token_holder(register, secret, one, here.now()) for one in scopes or ("act",))
    holder = next(iter(sorted(answers, key=lambda one: isinstance(one, Refusal))))
    if isinstance(holder, Refusal):
        _deny(journal, holder)
    person, token = holder
    return Caller(actor=person.id, register=register, person=person, token=token)


def opener_of(
    journal: Journal, acting: Acting, mode: Mode, communications: Communications | None = None
) -> str:
    """Who opens or resumes a run of a mode; raises Refused, which is journalled."""
    caller = caller_of(journal, acting)
    if refusal := may_open(caller.register, caller.actor, mode, here.now(), communications):
        _deny(journal, refusal, actor=caller.actor)
    return caller.actor


def check_reader(journal: Journal, acting: Acting, roles: Collection[Role], what: str) -> None:
    """Raise Refused, which is journalled, unless whoever acts has a role to read something by."""
    caller = caller_of(journal, acting, "read")
    if refusal := may_do(caller.register, caller.actor, roles, what, here.now()):
        _deny(journal, refusal, actor=caller.actor)


def stepped_up(
    journal: Journal, caller: Caller, state: RunState, command: AnyCommand, acting: Acting
) -> AnyCommand:
    """The command, after the password was asked for if it needs one; raises Refused.

    Nobody is asked for a password for what would be refused all the same.
    """
    if caller.person is None or not asks_password(state, command):
        return command
    sure = replace(command, channel=f"{command.channel}{STEPPED_UP}")
    if check_open(state, sure) or permit(caller.register, state, sure, here.now()) is not None:
        return command
    check_own_password(journal, caller.person, acting, where=state.run)
    return sure


def deny(journal: Journal, refusal: Refusal, actor: str) -> NoReturn:
    """Raise Refused, which is journalled as what somebody wanted."""
    _deny(journal, refusal, actor=actor)


def check_own_password(
    journal: Journal, person: Person, acting: Acting, *, where: str = PEOPLE
) -> None:
    """Ask somebody for the password; raises Refused, which is journalled, if it is not theirs."""
    if person.password is None:
        _deny(
            journal,
            refuse(
                "no-password",
                f"{person.name} has no password yet.",
                f"An administrator invites them: `callboard user invite {person.id}`.",
            ),
            actor=person.id,
            where=where,
        )
    if not fits(password_from(acting, f"Password of {person.name}: "), person.password):
        _deny(
            journal,
            refuse("wrong-password", "The password is wrong.", "Try again; nothing has happened."),
            actor=person.id,
            where=where,
        )


def password_from(acting: Acting, prompt: str) -> str:
    """The password from standard input, the environment or a prompt; raises CallboardError."""
    if acting.password_stdin:
        return here.read_line()
    given = here.secret(PASSWORD) or here.ask(prompt)
    if given is None:
        raise CallboardError(
            "A password is needed, and there is no terminal to ask at.",
            hint=f"Give it with --password-stdin, or in {PASSWORD}.",
        )
    return given


def _token(acting: Acting) -> str | None:
    if acting.token_file is None:
        return here.secret(TOKEN)
    return read_token(acting.token_file)


def read_token(path: Path) -> str:
    """The token in a file; raises CallboardError if others could read it, or nobody can."""
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(path.stat().st_mode) & _OTHERS:
                raise CallboardError(
                    f"{path} can be read by others.", hint=f"Run `chmod 600 {path}`."
                )
            text = file.read(_LONGEST_TOKEN)
    except OSError as error:
        raise CallboardError(
            f"{path} cannot be read: {(error.strerror or str(error)).lower()}.",
            hint="Give the file that holds your token.",
        ) from error
    return text.decode("utf-8", errors="replace").strip()


def _deny(
    journal: Journal, refusal: Refusal, *, actor: str | None = None, where: str = PEOPLE
) -> NoReturn:
    command = GetIn(id=f"cli:{uuid4().hex}", actor=actor or getpass.getuser(), channel="cli")
    record_refusal(journal, where, command, refusal, here.now())
    raise Refused(refusal.code, refusal.message, hint=refusal.hint)
