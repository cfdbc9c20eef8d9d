"""Journalling that somebody was turned away at the door; a flood of it is counted, not kept."""

from __future__ import annotations

from contextlib import suppress
from uuid import uuid4

from console.web.house import House
from rehearsals.core.refusals import refuse
from rehearsals.names import PEOPLE
from rehearsals.people.asked import GetIn
from runbooks.errors import Refused

#: Who tried, where that is nobody known here. What was typed is not kept: it may be a password.
NOBODY = "nobody-known"


def turned_away(
    house: House, code: str, message: str, *, person: str | None = None, address: str | None = None
) -> None:
    """Put a refusal at the door into the journal, unless there were many lately."""
    keys = (f"who:{person or NOBODY}", f"from:{address}")
    untold = house.doors.told.take(keys, house.now())
    if untold is None:
        return
    more = f" {untold} more before it were not put down." if untold else ""
    where = f" (from {address})" if address else ""
    asked = GetIn(id=f"web:{uuid4().hex}", actor=person or NOBODY, channel="web")
    with suppress(Refused):
        house.writer.deny(
            PEOPLE, asked, refuse(code, f"{message}{where}{more}", "Nothing was done.")
        )
