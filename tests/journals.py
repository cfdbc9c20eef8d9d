"""An empty journal for tests that are not about how one is made."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rehearsals.engine.settings import Settings
from rehearsals.files import make_private
from rehearsals.journal.sql import open_journal


def lay_empty_journal(home: Path) -> None:
    """Put one into a data directory that is made for it, as the first command there would."""
    path = Settings(home=home).journal_path
    make_private(path.parent)
    path.write_bytes(_empty())


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        open_journal(path).close()
        return path.read_bytes()
