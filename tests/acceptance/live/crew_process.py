"""A crew of simulated people in a live run, in a process of its own; `python -m` with one argument.

The argument is JSON: `{run, parties, leave, seed}`. They act under the names of people who may.
Each refusal that is not merely `not now` is a line on standard output; SIGTERM ends it.
"""

from __future__ import annotations

import json
import signal
import sys
from contextlib import closing
from threading import Event
from typing import Any

from rehearsals.core.commands import AnyCommand
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import settings_from
from rehearsals.journal.sql import open_journal
from rehearsals.participants.crew import Cast, Crew
from rehearsals.people.book import guard_of, people_ledger
from runbooks.errors import Refused
from tests.acceptance.live.people import somebody_who_may

#: How a line about a refusal begins.
REFUSED = "REFUSED"


def main(wanted: dict[str, Any]) -> None:
    """Act until the run is closed, or until SIGTERM."""
    stop = Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    now = SystemClock().now
    with closing(open_journal(settings_from().journal_path)) as journal:
        crew = Crew(
            desk=Desk(journal, now, guard=guard_of(journal, now)),
            run=wanted["run"],
            cast=Cast(parties=frozenset(wanted["parties"]), leave=frozenset(wanted["leave"])),
            seed=wanted["seed"],
            voice=somebody_who_may(people_ledger(journal, now).state, now),
            refused=refused,
        )
        crew.play(stop)


def refused(command: AnyCommand, error: Refused) -> None:
    """Tell the test."""
    what = getattr(command, "task", getattr(command, "gate", ""))
    who = f"{type(command).__name__} {what} by {command.actor}"
    sys.stdout.write(f"{REFUSED} {error.code}: {who}: {error}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
