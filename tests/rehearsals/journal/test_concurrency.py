"""Several writers at once: threads of one process, and processes on one file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal
from rehearsals.journal.verify import verify_stream
from tests.rehearsals.journal.appender import append_all
from tests.rehearsals.journal.making import RUN

NAMES = ("north", "south", "east")
ROOT = Path(__file__).parents[3]


def numbers_of(journal: Journal, name: str) -> list[int]:
    """What one writer wrote, in the order of the stream."""
    records = (record.entry for record in journal.read(RUN))
    return [int(entry.data["text"]) for entry in records if entry.actor == name]


def assert_whole(journal: Journal, names: Iterable[str], count: int) -> None:
    """Nothing was lost, doubled or mixed up, and the chain is whole."""
    for name in names:
        assert numbers_of(journal, name) == list(range(count))
    assert verify_stream(journal.read(RUN)).seq == count * len(NAMES)


def test_threads_append_to_one_stream_of_one_journal(journal: Journal) -> None:
    """One journal object serves several threads; each conflict is answered by another try."""
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(append_all, journal, name, 60) for name in NAMES]:
            done.result()

    assert_whole(journal, NAMES, 60)


def test_processes_open_and_append_to_one_file(journal_path: Path) -> None:
    """Processes that make the same journal at the same moment wait for each other."""
    command = [sys.executable, "-m", "tests.rehearsals.journal.appender", str(journal_path)]
    processes = [
        subprocess.Popen([*command, name, "60"], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for name in NAMES
    ]
    for process in processes:
        _, complaint = process.communicate(timeout=120)
        assert process.returncode == 0, complaint

    with closing(open_journal(journal_path)) as journal:
        assert_whole(journal, NAMES, 60)
