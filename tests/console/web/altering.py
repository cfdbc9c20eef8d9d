"""Altering a journal past the console, as somebody with its file could."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from rehearsals.names import run_stream
from tests.console.web.place import Place


def alter(place: Place, run: str, seq: int, old: str, new: str) -> None:
    """Put other words into the data of an event of a run."""
    with closing(sqlite3.connect(place.house.home / "journal.sqlite")) as journal, journal:
        guards = journal.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (guard,) in guards.fetchall():
            journal.execute(f"DROP TRIGGER {guard}")
        changed = journal.execute(
            "UPDATE events SET data = replace(data, ?, ?) WHERE stream = ? AND seq = ?",
            (old, new, run_stream(run), seq),
        )
        assert changed.rowcount == 1
