"""Beginning the register of people: whoever begins it gets a way in, since there is no default."""

from __future__ import annotations

from collections.abc import Callable

from console import here
from console.acting import Acting
from console.caller import caller_of
from console.keeping import minted, say
from console.opening import opened_journal
from console.output import emit, talk
from rehearsals.core.command import By
from rehearsals.engine.settings import TOKEN
from rehearsals.people.asked import NewToken, PeopleCommand
from rehearsals.people.book import people_ledger
from rehearsals.people.register import Register
from rehearsals.people.words import SCOPES

#: How long the token lives that the first administrator gets.
_LIFE = "30d"
#: From the register, the first administrator's token (if it is empty), and whose command it is.
Begin = Callable[[Register, NewToken | None, By], PeopleCommand]


def begun(make: Begin, acting: Acting | None) -> None:
    """Hand in a command that may begin the register; then print the first token, once."""
    who = acting or Acting()
    with opened_journal(create=True) as journal:
        ledger = people_ledger(journal, here.now)
        caller = caller_of(journal, who, "people")
        register = ledger.state()
        first = minted(SCOPES, _LIFE, "the first") if register.is_empty else None
        by = who.by(caller, here.now())
        facts = ledger.submit(make(register, first[1] if first else None, by))
        say([fact.event for fact in facts], ledger.state())
    fresh = first and any(getattr(f.event, "hash", None) == first[0].hash for f in facts)
    if first and fresh:
        emit(f"Token, shown only now: {first[0].secret}")
        talk(
            f"Keep it in {TOKEN}, or in a file that only you can read (--token-file). From now on "
            "a token says who acts. Set a password too: `callboard user password`."
        )
