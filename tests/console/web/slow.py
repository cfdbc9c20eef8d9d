"""A journal on a disk that takes its time: an append waits until the test lets it go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import Any, cast

from console.web.writing import PATIENCE, Writer
from rehearsals.journal.port import Journal
from tests.console.web.place import Place


class SlowJournal:
    """A journal that is quick to read and slow to write."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.disk = Event()
        #: Appends that have begun.
        self.begun = 0

    def append(self, *args: Any, **more: Any) -> Any:
        """Append once the disk has moved."""
        self.begun += 1
        assert self.disk.wait(30)
        return self._journal.append(*args, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)


@contextmanager
def slow_disk(place: Place, *, patience: float = PATIENCE) -> Iterator[SlowJournal]:
    """Have all that is written by the pages of a place wait; it ends with the block."""
    slow = SlowJournal(place.house.journal)
    now: Callable[[], datetime] = place.clock.now
    writer = Writer(cast("Journal", slow), now, patience=patience)
    place.house = replace(place.house, writer=writer)
    try:
        yield slow
    finally:
        slow.disk.set()
