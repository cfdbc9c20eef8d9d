"""Durable appends per second, ours against raw sqlite3 doing the same work, in interleaved rounds.

Run it with `python -m bench.journal` on the disk to be measured: it works in a temporary directory
under the working directory. The same work is: take the write lock, check the fence and the
expected sequence, encode the data as canonical JSON, chain it with SHA-256, insert the row into the
same tables, commit with WAL and `synchronous=FULL`.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from rehearsals.core.events import Fact, TaskStarted
from rehearsals.journal.codec import to_entry
from rehearsals.journal.port import Entry
from rehearsals.journal.sql import open_journal

ROUNDS = 5
#: The least share of raw sqlite3's rate that is good enough, one event a commit.
TARGET = 0.4
STREAM = "run/BENCH"
EPOCH = datetime(2025, 9, 19, 18, tzinfo=UTC)


def main() -> int:
    """Print both rates and their ratio for single events and for batches; 1 if it is too low."""
    single = measure(events=2000, batch=1)
    measure(events=20_000, batch=100)
    return 0 if single >= TARGET else 1


def measure(*, events: int, batch: int) -> float:
    """The median over the rounds of our rate divided by the raw one; printed with the rates."""
    batches = [[_entry(n) for n in range(low, low + batch)] for low in range(0, events, batch)]
    rates: dict[str, list[float]] = {"ours": [], "raw": []}
    for number in range(ROUNDS):
        contestants = [("ours", _ours), ("raw", _raw)]
        for name, contestant in contestants if number % 2 else reversed(contestants):
            rates[name].append(events / _seconds(contestant, batches))
    ratio = statistics.median(a / b for a, b in zip(rates["ours"], rates["raw"], strict=True))
    ours, raw = (statistics.median(rates[name]) for name in ("ours", "raw"))
    sys.stdout.write(
        f"journal, {batch:>3} event(s) a commit: {ours:>9,.0f} events/s, raw sqlite3"
        f" {raw:>9,.0f} events/s, ratio {ratio:.2f} (median of {ROUNDS})\n"
    )
    return ratio


def _seconds(
    contestant: Callable[[Path, Sequence[Sequence[Entry]]], float],
    batches: Sequence[Sequence[Entry]],
) -> float:
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as directory:
        path = Path(directory) / "journal.sqlite"
        with closing(open_journal(path)) as journal:
            journal.acquire(STREAM, "bench", now=EPOCH, seconds=3600)
        return contestant(path, batches)


def _ours(path: Path, batches: Sequence[Sequence[Entry]]) -> float:
    with closing(open_journal(path)) as journal:
        lease = journal.lease(STREAM)
        seq = 0
        began = time.perf_counter()
        for batch in batches:
            journal.append(STREAM, seq, batch, fence=lease)
            seq += len(batch)
        return time.perf_counter() - began


def _raw(path: Path, batches: Sequence[Sequence[Entry]]) -> float:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        seq = 0
        prev: object = "0" * 64
        began = time.perf_counter()
        for batch in batches:
            connection.execute("BEGIN IMMEDIATE")
            _raw_checks(connection, seq)
            rows = []
            for entry in batch:
                seq += 1
                row = _raw_row(entry, seq, prev)
                prev = row[-1]
                rows.append(row)
            connection.executemany(
                "INSERT INTO events (stream, seq, type, at, recorded_at, actor, on_behalf_of,"
                " channel, command, data, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            connection.execute("COMMIT")
        return time.perf_counter() - began


def _raw_checks(connection: sqlite3.Connection, expected_seq: int) -> None:
    asked = connection.execute("SELECT token FROM leases WHERE stream = ?", (STREAM,))
    (token,) = asked.fetchone()
    asked = connection.execute("SELECT max(seq) FROM events WHERE stream = ?", (STREAM,))
    (seq,) = asked.fetchone()
    if token != 1 or (seq or 0) != expected_seq:
        raise AssertionError


def _raw_row(entry: Entry, seq: int, prev: object) -> tuple[object, ...]:
    data = _json(entry.data)
    text = _json(
        {
            "stream": STREAM, "seq": seq, "type": entry.type, "at": entry.at,
            "recorded_at": entry.recorded_at, "actor": entry.actor,
            "on_behalf_of": entry.on_behalf_of, "channel": entry.channel,
            "command": entry.command, "data": entry.data, "prev": prev,
        }
    )  # fmt: skip
    digest = hashlib.sha256(text.encode()).hexdigest()
    return (
        STREAM, seq, entry.type, entry.at, entry.recorded_at, entry.actor, entry.on_behalf_of,
        entry.channel, entry.command, data, prev, digest,
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _entry(number: int) -> Entry:
    return to_entry(
        Fact(
            event=TaskStarted(task=f"M10-{number:03}", attempt=1),
            at=EPOCH,
            recorded_at=EPOCH,
            actor="engine",
            channel="engine",
            command=f"BENCH-{number}",
        )
    )


if __name__ == "__main__":
    raise SystemExit(main())
