"""A look at a run: its parts belong together, whoever writes meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from console.web.reading import Reader
from rehearsals.core import commands as c
from rehearsals.journal.port import Head, Journal
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
