"""Handing in what somebody asks of a run: the command is made, the password looked at, and decided.

Pages and API both come through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from console.times import in_its_minute
from console.web.asking import Asking
from console.web.fields import fields_of
from console.web.house import House
from console.web.reading import Look
from console.web.visitor import Visitor
from rehearsals.core.commands import COMMAND_TYPES, AnyCommand, RecordCheck
from rehearsals.core.events import Fact
from rehearsals.core.refusals import check_open
from rehearsals.core.state import RunState
from rehearsals.people.asked import GetIn
from rehearsals.people.live import STEPPED_UP
from rehearsals.people.permissions import asks_password, permit
from runbooks.errors import CallboardError

T = TypeVar("T", bound=AnyCommand)


def path_name(kind: type[AnyCommand]) -> str:
    """The name of a command in addresses: `StartTask` is `start-task`."""
    name = kind.__name__
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


#: What people may ask by the web: everything but a finding, which is a check's alone.
BY_NAME: Mapping[str, type[AnyCommand]] = {
    path_name(kind): kind for kind in COMMAND_TYPES if kind is not RecordCheck
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What somebody asks of a run."""

    run: str
    kind: type[AnyCommand]
    #: The command's own fields, plain as they came.
    data: Mapping[str, Any]
    asking: Asking
    #: Given where the password is asked for once more.
    password: str | None = None


def hand_in(house: House, wish: Wish) -> tuple[Fact, ...]:
    """Do what is asked, durably; raises BadFields, Refused (journalled) and JournalError."""
    fields = fields_of(wish.kind, wish.data)
    state = house.look(wish.run).state
    asking = stepping_up(house, state, wish, fields)
    return house.writer.submit(state.run, made(wish.kind, fields, asking))


def told_to_the_minute(look: Look, wish: Wish, typed: str | None) -> Asking:
    """The asking, with a time that was typed to the minute at the second of it that fits.

    The key stays as it was: sent again once more is known, it is the same command.
    """
    if wish.asking.happened_at is None:
        return wish.asking
    command = made(wish.kind, fields_of(wish.kind, wish.data), wish.asking)
    fitted = in_its_minute(look.state, command, typed, look.now)
    return replace(wish.asking, happened_at=fitted.happened_at)


def made(kind: type[AnyCommand], fields: Mapping[str, Any], asking: Asking) -> AnyCommand:
    """The command; raises CallboardError for fields that do not fit together."""
    try:
        return asking.make(kind, fields)
    except (TypeError, ValueError) as error:
        raise CallboardError(f"Not understood: {error}.", hint="Put it right.") from error


def needs_password(house: House, run: str, command: AnyCommand) -> bool:
    """Whether a command in a run needs the password of whoever gives it once more."""
    return asks_password(house.look(run).state, command)


def stepping_up(house: House, state: RunState, wish: Wish, fields: Mapping[str, Any]) -> Asking:
    """The asking, after the password was looked at if the command needs one; raises Refused.

    Nobody is asked for a password for what would be refused all the same.
    """
    asking = wish.asking
    command = made(wish.kind, fields, asking)
    visitor = asking.visitor
    if visitor.person is None or not asks_password(state, command):
        return asking
    if fresh := house.doors.fresh_step(visitor):
        return replace(asking, step=fresh)
    sure = replace(asking, step=STEPPED_UP)
    tried = made(wish.kind, fields, sure)
    if check_open(state, tried) or permit(visitor.register, state, tried, visitor.now) is not None:
        return asking
    if wish.password:
        check_password(house, visitor, wish.password, where=state.run, door=asking.door)
        return sure
    return asking


def check_password(house: House, visitor: Visitor, password: str, *, where: str, door: str) -> None:
    """Raise Refused, which is journalled and counted, unless a password is the visitor's."""
    person = visitor.person
    if person is None:
        raise AssertionError("only somebody is asked for a password")
    asked = GetIn(id=f"{door}:{person.id}:{visitor.now.isoformat()}", actor=person.id, channel=door)
    if refusal := house.doors.doubts(person, password):
        house.writer.deny(where, asked, refusal)
