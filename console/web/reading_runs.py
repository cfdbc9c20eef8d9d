"""One run as the reader follows it: its desk, and what its journal once could not be read for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from threading import Lock

from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.journal.port import Head, Journal
from rehearsals.names import run_stream
from rehearsals.people.register import Register
from runbooks.errors import JournalCorrupt


class Followed:
    """A run with a desk of its own, so that nobody waits while another run is read."""

    def __init__(self, journal: Journal, now: Callable[[], datetime], run: str) -> None:
        self.run = run
        #: To be asked in `turn` alone.
        self.desk = Desk(journal, now)
        self._stream = run_stream(run)
        self._lock = Lock()
        self._broken: tuple[Head, JournalCorrupt] | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until nobody else reads this run; raises JournalCorrupt.

        A journal that was found to be altered is not read through again while its end is the same.
        """
        with self._lock:
            head = self._head() if self._broken else None
            if self._broken is not None and self._broken[0] == head:
                raise _again(self._broken[1])
            self._broken = None
            try:
                yield
            except JournalCorrupt as error:
                if error.stream == self._stream:
                    # Of what was appended while it was read, nothing is missed but these words.
                    self._broken = (self._head(), error)
                raise

    def _head(self) -> Head:
        return self.desk.journal.head(self._stream)


def names_in(state: RunState, register: Register) -> Mapping[str, str]:
    """What people are called: by their names, and a simulated party by the party's."""
    parties = state.runbook.parties.items()
    simulated = {f"{key} (simulated)": f"{one.name} (simulated)" for key, one in parties}
    return simulated | {key: one.name for key, one in register.people.items()}


def _again(error: JournalCorrupt) -> JournalCorrupt:
    """The same words anew: one exception that is raised again and again gathers tracebacks."""
    return JournalCorrupt(error.message, stream=error.stream, position=error.position)
