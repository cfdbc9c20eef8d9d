"""Both journals, for tests that must hold on either."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal


@pytest.fixture(params=["memory", "sqlite"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    """An empty journal."""
    in_memory = request.param == "memory"
    made: Journal = MemoryJournal() if in_memory else open_journal(tmp_path / "journal.sqlite")
    yield made
    made.close()
