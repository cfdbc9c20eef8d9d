"""Whether every alteration of a stream is named, with its position."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Head, Journal, Recorded
from rehearsals.journal.sql import open_journal
from rehearsals.journal.verify import verify_stream
from runbooks.errors import JournalCorrupt
from tests.rehearsals.journal.making import RUN, filled

RECORDS = filled(MemoryJournal(), 6)


def corrupt_position(records: Sequence[Recorded]) -> int:
    """Where the first problem is said to be."""
    with pytest.raises(JournalCorrupt) as caught:
        verify_stream(records)
    assert caught.value.stream == RUN
    assert f"{RUN}, event {caught.value.position}:" in str(caught.value)
    return caught.value.position


def test_verify_gives_the_head_of_a_whole_stream() -> None:
    """A whole stream has the head that its last record says."""
    assert verify_stream(RECORDS) == Head(seq=6, hash=RECORDS[-1].hash)


def test_verify_of_nothing_is_the_empty_head() -> None:
    """A stream that holds nothing is whole."""
    assert verify_stream([]).seq == 0


@given(st.permutations(range(6)).filter(lambda order: order != list(range(6))))
def test_verify_names_the_first_record_out_of_place(order: list[int]) -> None:
    """Any other order is noticed where it begins."""
    first = next(at for at, number in enumerate(order) if at != number)

    assert corrupt_position([RECORDS[number] for number in order]) == first + 1


@given(st.integers(0, 4))
def test_verify_names_a_gap(missing: int) -> None:
    """A record that was left out is missed at its place, wherever it stood but at the end."""
    assert corrupt_position([r for r in RECORDS if r is not RECORDS[missing]]) == missing + 1


@given(st.integers(0, 5), st.sampled_from(["prev", "hash"]), st.integers(0, 63))
def test_verify_names_an_altered_link(number: int, field: str, at: int) -> None:
    """One digit of a hash, and the position is that of its record."""
    old = getattr(RECORDS[number], field)
    new = old[:at] + ("0" if old[at] != "0" else "1") + old[at + 1 :]
    altered = replace(RECORDS[number], **{field: new})

    assert corrupt_position([*RECORDS[:number], altered, *RECORDS[number + 1 :]]) == number + 1


@pytest.mark.parametrize(
    "field", ["type", "at", "recorded_at", "actor", "on_behalf_of", "channel", "command"]
)
def test_verify_names_an_altered_field(field: str) -> None:
    """Every field of an entry is under the hash."""
    changes: dict[str, Any] = {field: "other"}
    altered = replace(RECORDS[2], entry=replace(RECORDS[2].entry, **changes))

    assert corrupt_position([*RECORDS[:2], altered, *RECORDS[3:]]) == 3


@pytest.mark.parametrize("data", [{}, {"text": float("nan")}, {"text": {1, 2}}])
def test_verify_names_altered_data(data: dict[str, object]) -> None:
    """Other data is noticed, also data that JSON has no form for."""
    altered = replace(RECORDS[2], entry=replace(RECORDS[2].entry, data=data))

    assert corrupt_position([*RECORDS[:2], altered, *RECORDS[3:]]) == 3


def test_verify_names_a_record_of_another_stream() -> None:
    """A whole record of another run is no record of this one."""
    (strange,) = filled(MemoryJournal(), 1, "run/DR2")

    assert corrupt_position([*RECORDS, strange]) == 7


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET type = 'TaskFailed' WHERE seq = 3",
        "UPDATE events SET at = '2026-01-12T09:00:01Z' WHERE seq = 3",
        "UPDATE events SET recorded_at = '2026-01-12T09:00:00+00:00' WHERE seq = 3",
        "UPDATE events SET actor = 'somebody' WHERE seq = 3",
        "UPDATE events SET on_behalf_of = 'sro' WHERE seq = 3",
        "UPDATE events SET channel = x'00' WHERE seq = 3",
        "UPDATE events SET command = '' WHERE seq = 3",
        "UPDATE events SET data = replace(data, ':', ': ') WHERE seq = 3",
        "UPDATE events SET data = 'no JSON' WHERE seq = 3",
        "UPDATE events SET data = CAST(x'ff7b7d' AS TEXT) WHERE seq = 3",
        "UPDATE events SET prev = hash WHERE seq = 3",
        "UPDATE events SET hash = upper(hash) WHERE seq = 3",
        "UPDATE events SET seq = 30 WHERE seq = 3",
        "UPDATE events SET stream = 'run/DR9' WHERE seq = 3",
        "DELETE FROM events WHERE seq = 3",
        "UPDATE events SET seq = seq + 1000 WHERE seq >= 3",
        "UPDATE events SET seq = 9000000000000000000 WHERE seq = 3",
    ],
)
def test_verify_names_the_place_that_raw_sql_altered(
    sql_journal: Journal, journal_path: Path, statement: str
) -> None:
    """Whoever alters the database behind the journal's back is found out, with the position."""
    filled(sql_journal, 5)
    with closing(sqlite3.connect(journal_path, isolation_level=None)) as raw:
        assert raw.execute(statement).rowcount

    with pytest.raises(JournalCorrupt, match="run/DR1, event 3:") as caught:
        verify_stream(sql_journal.read(RUN))
    assert (caught.value.stream, caught.value.position) == (RUN, 3)


def test_verify_names_the_place_of_one_flipped_byte_in_the_file(journal_path: Path) -> None:
    """One bit of a note's text, flipped on the disk, is named with its position."""
    with closing(open_journal(journal_path)) as journal:
        filled(journal, 5)
    content = bytearray(journal_path.read_bytes())
    content[content.index(b"note 4") + 5] ^= 1
    journal_path.write_bytes(content)

    with closing(open_journal(journal_path)) as journal, pytest.raises(JournalCorrupt) as caught:
        verify_stream(journal.read(RUN))
    assert caught.value.position == 4
