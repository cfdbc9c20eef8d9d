"""The receiver of the documentation beside a trial: a process of its own, as suppliers run it.

It is one route that is told of many notices, and at the end it must have each of them once, at its
newest revision, in its own file.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from notices.outbox.testing import VAULT, a_notice, a_route, a_subscriber, publish, subscribe
from rehearsals.journal.port import Journal

ROUTE = "sample-1"
_RECEIVER = Path(__file__).parents[1] / "docs" / "samples" / "receiver.py"
#: Seconds that it may take to begin.
_BEGINS = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """The receiver while it runs."""

    #: What it keeps, and what it prints.
    file: Path
    said: Path
    notices: tuple[str, ...]

    @property
    def port(self) -> int:
        """Where it listens; 0: nowhere yet."""
        first = self.said.read_text().partition("\n")[0]
        return int(first.rpartition(" ")[2]) if first.startswith("listening on ") else 0

    def tell(self, journal: Journal, revision: int) -> None:
        """Publish a revision of each notice to it."""
        for name in self.notices:
            now = datetime.now(UTC)
            publish(journal, a_notice(revision, id=name), [ROUTE], due_at=now)

    def amiss(self, revision: int) -> int:
        """How many notices it does not have at a revision, or has shown at one more than once."""
        with closing(sqlite3.connect(self.file, timeout=30)) as store:
            kept = dict(store.execute("SELECT id, revision FROM notices"))
        return count_amiss(kept, self.said.read_text().splitlines()[1:], self.notices, revision)


def count_amiss(
    kept: dict[str, int], said: Sequence[str], notices: Sequence[str], revision: int
) -> int:
    """The same of what it keeps, and of its lines: `DR1-OUT-1 rev 0 firm`."""
    twice = {line.split()[0] for line, times in Counter(said).items() if times > 1}
    return sum(kept.get(name) != revision or name in twice for name in notices)


@contextmanager
def sample_receiver(folder: Path, notices: int) -> Iterator[Sample]:
    """Run it with its files in a folder; it is to be told of so many notices."""
    sample = Sample(
        file=folder / "notices.db",
        said=folder / "receiver.txt",
        notices=tuple(f"DR1-OUT-{number}" for number in range(1, notices + 1)),
    )
    with sample.said.open("w") as said:
        process = subprocess.Popen(  # noqa: S603 - our own file, and no shell
            [sys.executable, str(_RECEIVER), "0", str(sample.file)],
            env=os.environ | {"WEBHOOK_SECRETS": VAULT.webhook_secret(ROUTE, 1)},
            stdout=said,
            stderr=subprocess.DEVNULL,
        )
    try:
        until = time.monotonic() + _BEGINS
        while not sample.port:
            if time.monotonic() > until:
                raise AssertionError("the sample receiver does not begin")
            time.sleep(0.02)
        yield sample
    finally:
        process.kill()
        process.wait()


def subscribe_sample(journal: Journal, sample: Sample) -> None:
    """Have it told over a route of its own."""
    route = a_route(ROUTE, f"http://127.0.0.1:{sample.port}/")
    subscribe(journal, a_subscriber("sample"), *route)
