"""Whether the journal of a run is whole: checked once, and from then on what came since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from threading import Lock

from console.attached import amiss, named_in, naming_files
from rehearsals.journal.port import Head, Journal, Recorded
from rehearsals.journal.verify import verify_stream
from rehearsals.names import REFUSALS, run_stream
from runbooks.errors import JournalCorrupt

#: Events that somebody who only looks at the page waits for; the rest is checked when asked for.
MOST_AT_ONCE = 5_000
#: Refusals of a run that are kept at hand.
_MOST_REFUSALS = 500
#: Seconds that somebody waits for the check of somebody else, before they are told of it.
PATIENCE = 0.3
_NOTHING = Head(seq=0, hash="0" * 64)


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """How far the journal of a run was checked, and what was found; real time (UTC)."""

    #: The last event that was checked, and its hash.
    head: Head
    #: When the first event was read again, and when the newest one was.
    begun_at: datetime
    at: datetime
    #: What is wrong with it; empty if it is whole so far.
    problem: str = ""
    #: The files that it names, by SHA-256, and a sentence for each that is missing or altered.
    files: dict[str, str] = field(default_factory=dict)
    amiss: tuple[str, ...] = ()
    #: Whether somebody else has it checked just now, so that there will be more to tell.
    underway: bool = False


class ChainChecker:
    """Checks the journals of runs, for many threads; keeps what it found in memory alone.

    A run is checked by one at a time, and whoever wants the same meanwhile is told of that; of
    other runs nobody waits.
    """

    def __init__(
        self,
        journal: Journal,
        home: Path,
        now: Callable[[], datetime],
        *,
        patience: float = PATIENCE,
    ) -> None:
        self._journal, self._home, self._now = journal, home, now
        self._patience = patience
        #: Held while a lock of a run is looked up, and never while anything is read.
        self._lock = Lock()
        self._turns: defaultdict[str, Lock] = defaultdict(Lock)
        self._refusals_lock = Lock()
        self._known: dict[str, Checked] = {}
        self._refused: dict[str, list[Recorded]] = {}
        self._refusals_read = 0

    def checked(self, run: str) -> Checked:
        """What is known, and at most MOST_AT_ONCE events more."""
        with self._turn(run) as mine:
            known = self._known.get(run)
            if not mine:
                return replace(known or self._fresh(), underway=True)
            if known is not None and known.problem:
                return known
            return self._go_on(run, known or self._fresh(), MOST_AT_ONCE)

    def check_again(self, run: str) -> Checked:
        """Check everything from the first event on, and every file that is named."""
        with self._turn(run) as mine:
            if not mine:
                return replace(self._known.get(run) or self._fresh(), underway=True)
            return self._go_on(run, self._fresh(), None)

    def record(self, run: str, seq: int) -> Recorded | None:
        """A record of a run as it stands in the journal; raises JournalCorrupt if it is altered."""
        if seq < 1:
            return None
        return next(iter(self._journal.read(run_stream(run), after=seq - 1)), None)

    def refusals(self, run: str) -> tuple[Recorded, ...]:
        """What was refused in a run, newest first; the newest ones of very many."""
        with self._refusals_lock:
            for record in self._journal.read(REFUSALS, after=self._refusals_read):
                self._refusals_read = record.seq
                kept = self._refused.setdefault(str(record.entry.data.get("run")), [])
                kept.append(record)
                del kept[:-_MOST_REFUSALS]
            return tuple(reversed(self._refused.get(run, [])))

    @contextmanager
    def _turn(self, run: str) -> Iterator[bool]:
        """Whether it is one's turn to check a run; if not, somebody else is at it."""
        with self._lock:
            turn = self._turns[run]
        mine = turn.acquire(timeout=self._patience)
        try:
            yield mine
        finally:
            if mine:
                turn.release()

    def _fresh(self) -> Checked:
        return Checked(head=_NOTHING, begun_at=self._now(), at=self._now())

    def _go_on(self, run: str, known: Checked, most: int | None) -> Checked:
        naming: list[Recorded] = []
        head = known.head

        def read() -> Iterator[Recorded]:
            nonlocal head
            records = self._journal.read(run_stream(run), after=known.head.seq)
            for record in islice(records, most):
                naming.extend(naming_files((record,)))
                yield record
                # Whoever verifies asks for the next one only if this one follows.
                head = Head(seq=record.seq, hash=record.hash)

        problem = ""
        try:
            verify_stream(read(), after=known.head)
        except JournalCorrupt as error:
            problem = str(error.args[0])
        named = {k: v for k, v in named_in(naming).items() if k not in known.files}
        found = replace(
            known,
            head=head,
            at=self._now(),
            problem=problem,
            files={**known.files, **named},
            amiss=(*known.amiss, *amiss(named, self._home)),
        )
        self._known[run] = found
        return found
