"""Journals that the tests share, each new and empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal


@pytest.fixture
def journal_path(tmp_path: Path) -> Path:
    """Where a SQLite journal may be kept; nothing is there yet, not even the directory."""
    return tmp_path / "data" / "journal.sqlite"


@pytest.fixture(params=["memory", "sqlite"])
def journal(request: pytest.FixtureRequest, journal_path: Path) -> Iterator[Journal]:
    """An empty journal, of either kind."""
    with closing(MemoryJournal() if request.param == "memory" else open_journal(journal_path)) as j:
        yield j


@pytest.fixture
def sql_journal(journal_path: Path) -> Iterator[Journal]:
    """An empty SQLite journal at `journal_path`."""
    with closing(open_journal(journal_path)) as journal:
        yield journal
