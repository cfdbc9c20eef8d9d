"""Appends to one stream beside others, again and again after a conflict; also run as a process."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from rehearsals.core.events import NoteAdded
from rehearsals.journal.codec import to_entry
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal
from runbooks.errors import Conflict
from tests.rehearsals.journal.making import RUN, a_fact

#: Tries for one entry; far more than other writers there are.
TRIES = 5000


def append_all(journal: Journal, name: str, count: int) -> None:
    """Append so many entries under a name, each in a transaction of its own."""
    for number in range(count):
        entry = to_entry(a_fact(NoteAdded(text=f"{number}"), actor=name))
        for _ in range(TRIES):
            try:
                journal.append(RUN, journal.head(RUN).seq, [entry])
            except Conflict:
                continue
            break
        else:
            raise AssertionError(f"{name} never came to write its entry {number}")


if __name__ == "__main__":
    with closing(open_journal(Path(sys.argv[1]))) as opened:
        append_all(opened, sys.argv[2], int(sys.argv[3]))
