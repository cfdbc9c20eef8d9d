"""Keeping Callboard up from a terminal: until Ctrl-C or SIGTERM, and at once at the second."""

from __future__ import annotations

from threading import Event

from flows.signals import stopping_on_signals
from flows.upkeep.keeper import Keeper, Upkeep
from flows.wiring import opened_journal


def keep_up(upkeep: Upkeep) -> None:
    """Keep everything up until a signal, then end it in good order; raises JournalError.

    A second signal ends by force what has not ended yet: the journal loses nothing by that.
    """
    stop, hurry = Event(), Event()

    def ring() -> None:
        if stop.is_set():
            hurry.set()
        else:
            stop.set()
            upkeep.say("Stopping; once more ends it at once.")

    with opened_journal(upkeep.settings) as journal, stopping_on_signals(ring):
        Keeper(upkeep, journal).keep(stop, hurry)
