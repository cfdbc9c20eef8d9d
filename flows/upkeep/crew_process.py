"""The process of a crew that is kept up: `python -m flows.upkeep.crew_process RUN`.

It plays the parties of a rehearsal that the journal says are simulated, as that changes. It needs
no token: it works beside the journal, and its desk lets simulated people of that rehearsal act, and
nobody else.
"""

from __future__ import annotations

import sys
from contextlib import closing
from threading import Event

from flows.signals import stopping_on_signals
from flows.upkeep.crew_claim import playing
from flows.upkeep.engine_process import say
from flows.upkeep.parent import HELD, STOPPED, ending_with_parent
from rehearsals.core.commands import AnyCommand
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings, settings_from
from rehearsals.journal.sql import open_journal
from rehearsals.participants.crew import Crew
from rehearsals.participants.simulated import permit_simulated, simulated_parties
from runbooks.errors import CallboardError, Refused


def main(run: str) -> int:
    """Play until the run is closed or Ctrl-C; the exit code says whether to start again."""
    settings = settings_from()
    try:
        with playing(settings.home, run, alone=True) as ours:
            if not ours:
                say(f"Run {run}: a crew by hand plays in it.")
                return HELD
            return _play(settings, run)
    except KeyboardInterrupt:
        return STOPPED
    except CallboardError as error:
        say(str(error))
        return 1


def _play(settings: Settings, run: str) -> int:
    stop = Event()
    with closing(open_journal(settings.journal_path)) as journal, stopping_on_signals(stop.set):
        desk = Desk(
            journal,
            SystemClock().now,
            guard=lambda state, command, _now: permit_simulated(state, command),
        )
        seed = desk.state(run).seed or 1
        crew = Crew(desk=desk, run=run, cast=simulated_parties, seed=seed, refused=_refused)
        say(f"Run {run}: a crew begins.")
        left = crew.play(stop)
    say(f"Run {run}: the crew ends; the run is {left.status.replace('_', ' ')}.")
    return STOPPED if left.status == "open" else 0


def _refused(command: AnyCommand, error: Refused) -> None:
    say(f"{type(command).__name__} by {command.actor} was refused: {error}")


if __name__ == "__main__":
    ending_with_parent()
    sys.exit(main(sys.argv[1]))
