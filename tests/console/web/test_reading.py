"""A look at a run: its parts belong together, whoever writes meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, cast

import pytest

from console.web.reading import Reader
from rehearsals.core import commands as c
from rehearsals.journal.port import Head, Journal, Recorded
from rehearsals.names import run_stream
from runbooks.errors import JournalCorrupt, JournalError
from tests.console.web.altering import alter
from tests.console.web.place import Place


class BusyJournal:
    """A journal to which somebody appends just before its end is asked for, for a while."""

    def __init__(self, journal: Journal, append: Callable[[], object]) -> None:
        self._journal = journal
        self._append = append
        self.times = 0

    def head(self, stream: str) -> Head:
        """The end of a stream, which has just moved."""
        if self.times:
            self.times -= 1
            self._append()
        return self._journal.head(stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)


class WatchedJournal:
    """A journal that notes what is read whole; one stream waits until the test lets it go on."""

    def __init__(self, journal: Journal, slow: str = "") -> None:
        self._journal = journal
        self._slow = slow
        self.begun, self.let_go = Event(), Event()
        #: The streams that were read from their first event on, each time.
        self.whole: list[str] = []

    def read(self, stream: str, *, after: int = 0) -> Iterator[Recorded]:
        """The entries of a stream."""
        if not after:
            self.whole.append(stream)
        if stream == self._slow:
            self.begun.set()
            assert self.let_go.wait(30)
        return self._journal.read(stream, after=after)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)


def test_a_look_is_of_one_moment(place: Place) -> None:
    """The report of a run names the hash of the last event it tells of, and of no later one."""
    run = place.opened()
    busy = BusyJournal(
        place.house.journal, lambda: place.done(run, c.AddNote, "ann", text="meanwhile")
    )
    reader = Reader(cast("Journal", busy), place.clock.now)
    busy.times = 2

    look = reader.look(run)

    assert busy.times == 0
    assert look.head.seq == look.seq == len(look.facts) == 3


def test_nobody_waits_for_another_run_to_be_read(place: Place) -> None:
    """The first look at a long night holds up its own pages, and no others."""
    long, short = place.opened(), place.opened(run="DR2")
    journal = WatchedJournal(place.house.journal, slow=run_stream(long))
    reader = Reader(cast("Journal", journal), place.clock.now)

    with ThreadPoolExecutor(max_workers=2) as threads:
        waiting = threads.submit(reader.look, long)
        try:
            assert journal.begun.wait(30)
            look = threads.submit(reader.look, short).result(30)
            assert (look.run, reader.runs()) == (short, (long, short))
            assert not waiting.done()
        finally:
            journal.let_go.set()
        assert waiting.result(30).run == long


def test_an_altered_run_is_not_read_through_at_each_look(place: Place) -> None:
    """It is told of in the same words, until something is appended to it."""
    run = place.opened()
    place.done(run, c.AddNote, "ann", text="All well.")
    alter(place, run, 2, "All well", "All ill")
    journal = WatchedJournal(place.house.journal)
    reader = Reader(cast("Journal", journal), place.clock.now)

    for _ in range(3):
        with pytest.raises(JournalCorrupt, match="event 2"):
            reader.look(run)
    assert journal.whole.count(run_stream(run)) == 1

    place.done(run, c.AddNote, "ann", text="More.")
    with pytest.raises(JournalCorrupt, match="event 2"):
        reader.look(run)
    assert journal.whole.count(run_stream(run)) == 2


def test_readiness_is_of_the_journal_itself(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks after the process is answered whatever run is read meanwhile, or altered."""

    def fails(*_args: object) -> Head:
        raise JournalError("The disk is gone.")

    monkeypatch.setattr(place.house.reader, "runs", fails)
    assert place.browser().get("/readyz").status_code == 200

    monkeypatch.setattr(place.house.journal, "head", fails)
    assert place.browser().get("/readyz").status_code == 503
