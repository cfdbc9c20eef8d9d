"""Everybody who takes part in the live nights of the tests: the people file that ships with M10.

Those named here act through the command line, with a token of their own; everybody else is played
by a crew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from rehearsals.core.commands import AnyCommand
from rehearsals.core.state import RunState
from rehearsals.engine.clock import SystemClock
from rehearsals.journal.port import Journal
from rehearsals.participants.crew import Voice
from rehearsals.people import events as e
from rehearsals.people.asked import ImportPeople, Wanted
from rehearsals.people.book import people_ledger
from rehearsals.people.permissions import asks_password, permit
from rehearsals.people.register import Register
from rehearsals.people.secrets import hash_password, mint_token

#: The people file, as `callboard user import` knows it.
PEOPLE_FILE = "m10-people"
#: The password of everybody here.
PASSWORD = "the owls are not what they seem"  # noqa: S105 - of people who are made up
#: Keeps the register of people.
HUGO = "hugo"
#: Two who control the night.
JOSS, KIRA = "joss", "kira"
#: Decides for the command bridge, and who decides for the SRO.
LEO, BRAM = "leo", "bram"
#: Decides for the SI, and stands in for the other when he is ill.
MINA = "mina"
#: Enters what others said.
ORLA = "orla"
#: Does the work of the programme's desks, of ElectraLink, and of the LDSO `idno_vattenfall`.
NILS, DORA, ABEL = "nils", "dora", "abel"
AT_A_TERMINAL = (HUGO, JOSS, KIRA, LEO, BRAM, MINA, ORLA, NILS, DORA, ABEL)


def given_tokens(journal: Journal) -> Mapping[str, str]:
    """A token and the password for those at a terminal, as the administrator gives them."""
    now = SystemClock().now
    hashed = hash_password(PASSWORD)
    tokens = {person: mint_token() for person in AT_A_TERMINAL}
    wanted: list[e.PeopleEvent] = []
    for person, token in tokens.items():
        wanted += (
            e.PasswordSet(person=person, hash=hashed),
            e.TokenIssued(
                token=token.id,
                person=person,
                hash=token.hash,
                scopes=("read", "act", "people"),
                expires_at=now() + timedelta(days=1),
            ),
        )
    given = ImportPeople(id="given", actor=HUGO, wanted=Wanted(wanted))
    people_ledger(journal, now).submit(given)
    return {person: token.secret for person, token in tokens.items()}


def somebody_who_may(register: Callable[[], Register], now: Callable[[], datetime]) -> Voice:
    """The voice of a crew of people: of those in the register, the first who may say it.

    Who may do a kind of thing for a party is remembered, and tried first the next time.
    """
    tried: dict[tuple[str, str], str] = {}

    def voice(state: RunState, command: AnyCommand) -> AnyCommand:
        known = register()
        channel = "cli+password" if asks_password(state, command) else "cli"
        what = (command.actor, type(command).__name__)
        for person in filter(None, (tried.get(what), *known.people)):
            said = replace(command, actor=person, channel=channel)
            if permit(known, state, said, now()) is None:
                tried[what] = person
                return said
        return command

    return voice
