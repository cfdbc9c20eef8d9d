"""How soon the board of `show --follow` shows what another process did, against the limit.

The board of the shipped M10 is followed on a terminal of its own; this process stops and allows
starts, each time with a word of its own, and waits until that word has been drawn.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from select import select
from statistics import median
from time import perf_counter

from dependencies.check import load
from rehearsals.core import commands as c
from rehearsals.core.opening import Opening, open_run
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.journal.sql import open_journal

TIMES = 20
#: Seconds at most, as promised to the people who watch.
LIMIT = 1.0
#: Seconds after which the board is taken to have died.
PATIENCE = 30.0


@contextmanager
def followed(home: Path) -> Iterator[int]:
    """The terminal on which the board of the only run is drawn."""
    leader, terminal = os.openpty()
    command = [str(Path(sys.executable).with_name("callboard")), "show", "--follow"]
    environment = os.environ | {"CALLBOARD_HOME": str(home), "TERM": "xterm"}
    process = subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment, stdin=terminal, stdout=terminal, start_new_session=True
    )
    os.close(terminal)
    try:
        yield leader
    finally:
        process.kill()
        process.wait()
        os.close(leader)


def wait_for(word: str, leader: int) -> float:
    """Read what is drawn until a word has come; when that was."""
    drawn = b""
    deadline = perf_counter() + PATIENCE
    while word.encode() not in drawn:
        left = deadline - perf_counter()
        if left <= 0 or not select([leader], [], [], left)[0]:
            raise TimeoutError(f"The board never showed {word!r}.")
        drawn += os.read(leader, 65_536)
    return perf_counter()


def main() -> int:
    """Measure and print; exit code 1 if the limit is missed."""
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with closing(open_journal(home / "journal.sqlite")) as journal:
            desk = Desk(journal, clock.now)
            runbook = load("m10")
            opening = Opening(
                run="BENCH", runbook=runbook, scope=tuple(task.id for task in runbook.tasks)
            )
            desk.open(open_run(opening, now=clock.now(), actor="bench", channel="bench"), "BENCH")
            with followed(home) as leader:
                wait_for("0 of 89", leader)
                latencies = [latency(desk, leader, number) for number in range(TIMES)]
    middle, worst = median(latencies), max(latencies)
    sys.stdout.write(
        f"show --follow: median {middle * 1000:.0f} ms, worst of {TIMES} {worst * 1000:.0f} ms, "
        f"limit {LIMIT * 1000:.0f} ms, ratio of the worst {worst / LIMIT:.2f} (goal: at most 1)\n"
    )
    return 0 if worst <= LIMIT else 1


def latency(desk: Desk, leader: int, number: int) -> float:
    """Seconds from handing in a command to its word on the board."""
    word = f"reason{number:03}"
    if number:
        desk.submit("BENCH", c.AllowStarts(id=f"{word}-go", actor="bench", reason="next"))
    start = perf_counter()
    desk.submit("BENCH", c.StopStarts(id=word, actor="bench", reason=word))
    return wait_for(word, leader) - start


if __name__ == "__main__":
    sys.exit(main())
