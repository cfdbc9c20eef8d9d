"""Which runs are open, and what each needs, as the journal says; without folding whole runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rehearsals.clocks import VIRTUAL
from rehearsals.core.events import AttendanceRecorded, RunClosed, RunOpened
from rehearsals.core.words import Attendance, Mode
from rehearsals.engine.lease import is_dead_here
from rehearsals.journal.codec import from_recorded
from rehearsals.journal.port import Journal
from rehearsals.names import RUNS, run_stream
from runbooks.errors import JournalError

_TOLD = frozenset(kind.__name__ for kind in (RunOpened, AttendanceRecorded, RunClosed))


@dataclass(slots=True)
class Watched:
    """A run as far as whoever keeps Callboard up needs to know it."""

    run: str
    mode: Mode = "rehearsal"
    virtual: bool = False
    open: bool = False
    #: Through which channel it was opened.
    channel: str = ""
    attendance: dict[str, Attendance] = field(default_factory=dict)
    #: Entries read so far.
    seq: int = 0
    #: Why it cannot be read; it is left alone.
    problem: str = ""

    @property
    def needs_crew(self) -> bool:
        """Whether parties of it are simulated beside people; in a live run nobody ever is."""
        return (
            self.open
            and self.mode == "rehearsal"
            and not self.virtual
            and "simulated" in self.attendance.values()
        )


class Watch:
    """Reads what is new about all runs; not for use by two threads at once."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._runs: dict[str, Watched] = {}

    def look(self) -> Mapping[str, Watched]:
        """All runs by name, in the order of their opening; raises JournalError."""
        for row in self._journal.outbox(RUNS):
            run = str(row.payload["run"])
            seen = self._runs.setdefault(run, Watched(run=run))
            if seen.open or seen.seq == 0:
                self._catch_up(seen)
        return self._runs

    def is_driven(self, run: str, now: datetime) -> bool:
        """Whether a living engine holds a run at a real instant (aware); raises JournalError."""
        lease = self._journal.lease(run_stream(run))
        return lease is not None and lease.expires_at > now and not is_dead_here(lease.holder)

    def _catch_up(self, seen: Watched) -> None:
        try:
            for recorded in self._journal.read(run_stream(seen.run), after=seen.seq):
                if recorded.entry.type in _TOLD:
                    _take(seen, from_recorded(recorded).event, recorded.entry.channel)
                seen.seq = recorded.seq
            seen.problem = ""
        except JournalError as error:
            seen.problem = str(error)


def _take(seen: Watched, event: object, channel: str) -> None:
    match event:
        case RunOpened():
            seen.mode, seen.channel, seen.open = event.mode, channel, True
            seen.virtual = event.clock.get("kind") == VIRTUAL
            seen.attendance.update(event.attendance)
        case AttendanceRecorded():
            seen.attendance[event.party] = event.attendance
        case RunClosed():
            seen.open = False
