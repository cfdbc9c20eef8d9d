"""A journal that the tests of the sender share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from notices.outbox.testing import a_route, a_subscriber, open_a_run, subscribe
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal


@pytest.fixture
def journal() -> Iterator[Journal]:
    """A real run with communications on, and two subscribers with a webhook each."""
    with closing(MemoryJournal()) as journal:
        open_a_run(journal)
        subscribe(journal, a_subscriber(), *a_route())
        subscribe(journal, a_subscriber("brit"), *a_route("brit-1", "http://127.0.0.2:9/hook"))
        yield journal
