"""What happens in the run of `bench.board`: tasks started and completed by a process of its own.

As on a night, where the engine and other consoles write beside the one that people look at.
`python -m bench.board_writer HOME COUNT RATE` prints the number in the run and the time of each.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from time import perf_counter

from bench.board_server import RUN
from rehearsals.core import commands as c
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.journal.sql import open_journal


class Doer:
    """Does the next deed of the run, one at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._deeds = _deeds(desk.state(RUN))

    def do(self) -> tuple[int, float]:
        """Do it; its number in the run, and when it was durable (`perf_counter`)."""
        self._desk.submit(RUN, next(self._deeds))
        at = perf_counter()
        return self._desk.state(RUN).seq, at


@contextmanager
def a_doer(home: Path) -> Iterator[Doer]:
    """One at the journal of a data directory, which it reads first."""
    with closing(open_journal(home / "journal.sqlite")) as journal:
        yield Doer(Desk(journal, SystemClock().now))


def _deeds(state: RunState) -> Iterator[c.AnyCommand]:
    """The tasks of the run in their order: each is started, if it was not yet, and completed."""
    for task in state.index.tasks:
        record = state.task(task)
        if record.settled:
            continue
        if record.progress != "running":
            yield c.StartTask(id=f"bench-start-{task}", actor="bench", task=task)
        yield c.CompleteTask(id=f"bench-complete-{task}", actor="bench", task=task)


def main(argv: list[str]) -> int:
    """Do so many deeds at so many a second, and say when they were."""
    home, count, rate = Path(argv[0]), int(argv[1]), float(argv[2])
    pause = Event()
    with a_doer(home) as doer:
        start = perf_counter()
        done = []
        for number in range(count):
            pause.wait(max(0.0, start + number / rate - perf_counter()))
            done.append(doer.do())
    sys.stdout.write(json.dumps(done))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
