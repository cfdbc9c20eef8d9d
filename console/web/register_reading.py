"""The register of people, read for many threads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from rehearsals.journal.port import Journal
from rehearsals.people.book import people_ledger
from rehearsals.people.register import Register


class RegisterReader:
    """Reads the register; a look costs one question to the journal."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        self._ledger = people_ledger(journal, now)
        self._lock = Lock()

    def register(self) -> Register:
        """The register as it is now."""
        with self._lock:
            return self._ledger.state()
