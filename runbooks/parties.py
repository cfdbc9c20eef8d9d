"""Who takes part: parties, their contacts, the systems they run, and who must be told what."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from runbooks.moments import Moment
from runbooks.records import Harmless, Id, Record, Text

Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254), Harmless]
Phone = Annotated[str, StringConstraints(pattern=r"^[+0-9 ()-]{3,30}$")]


class Contact(Record):
    """Somebody to ring, for a party or a system."""

    name: Text
    role: Text | None = None
    email: Email | None = None
    phone: Phone | None = None


class Party(Record):
    """An organisation with a part in the cutover."""

    name: Text
    #: The kind of party in the programme's words: central party, LDSO, supplier, governance, ...
    kind: Text | None = None
    contacts: tuple[Contact, ...] = ()
    #: The working calendar of its tasks that name none; absent: elapsed time.
    calendar: Id | None = None


class System(Record):
    """A system that tasks use or change, and that may be out of service."""

    name: Text
    contacts: tuple[Contact, ...] = ()


class Instruction(Record):
    """What an audience must do or not do, from one task's start to another's finish."""

    audience: Id
    text: Text
    #: A task (from its start) or a moment. A moment first: `T-2h` has the form of an id too.
    from_: Moment | Id = Field(alias="from", union_mode="left_to_right")
    #: A task (until its finish) or a moment.
    until: Moment | Id = Field(union_mode="left_to_right")
