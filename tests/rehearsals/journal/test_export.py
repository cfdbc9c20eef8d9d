"""Exports: whole, readable without a database, and every altered byte named with its line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsals.core.events import GateDecided, TaskStarted
from rehearsals.journal.codec import to_entry
from rehearsals.journal.export import export_stream, read_export, verify_file, write_export
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from runbooks.errors import CallboardError, JournalCorrupt, JournalError
from tests.rehearsals.journal.making import RUN, a_fact, an_entry, filled

EVENTS = (
    a_fact(),
    a_fact(TaskStarted(task="M10-001", attempt=1), on_behalf_of="recco"),
    a_fact(GateDecided(gate="G8", outcome="go", decided_by="sro", reason="Sound.\u2028\x01 1/2 €")),
)


def exported() -> bytes:
    """The export of a small run, as bytes."""
    journal = MemoryJournal()
    journal.append(RUN, 0, [to_entry(fact) for fact in EVENTS])
    return "".join(export_stream(journal, RUN)).encode()


EXPORT = exported()
LINES = EXPORT.splitlines(keepends=True)


def corrupt_line(path: Path, content: bytes) -> int:
    """The line that `verify_file` names in a file of this content."""
    path.write_bytes(content)
    with pytest.raises(JournalCorrupt) as caught:
        verify_file(path)
    assert caught.value.stream == str(path)
    assert str(caught.value).startswith(f"{path}, line {caught.value.position}: ")
    return caught.value.position


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that examples may write over."""
    return tmp_path_factory.mktemp("export") / "export.jsonl"


def test_export_has_one_readable_record_a_line() -> None:
    """A line is one JSON object with everything there is to know about an event."""
    line = json.loads(LINES[1])

    assert len(LINES) == len(EVENTS)
    assert {key: line[key] for key in line if key not in ("prev", "hash")} == {
        "stream": RUN, "seq": 2, "type": "TaskStarted", "at": "2026-01-12T09:00:00Z",
        "recorded_at": "2026-01-12T09:00:00Z", "actor": "Zoë", "on_behalf_of": "recco",
        "channel": "cli", "command": "c-1",
        "data": {"task": "M10-001", "attempt": 1, "out_of_sequence": None},
    }  # fmt: skip
    assert line["prev"] == json.loads(LINES[0])["hash"]


def test_read_export_gives_back_the_records(journal: Journal) -> None:
    """What was exported reads back equal, in both kinds of journal."""
    appended = filled(journal, 5)

    assert tuple(read_export(export_stream(journal, RUN), "a list")) == appended


def test_write_export_gives_the_head_of_the_stream(sql_journal: Journal, tmp_path: Path) -> None:
    """The file verifies without a database to the head that the journal has."""
    filled(sql_journal, 5)
    path = tmp_path / "dr1.jsonl"

    assert write_export(sql_journal, RUN, path) == verify_file(path) == sql_journal.head(RUN)
    assert path.read_text(encoding="utf-8") == "".join(export_stream(sql_journal, RUN))


def test_write_export_refuses_an_empty_stream(tmp_path: Path) -> None:
    """There is nothing to export, and no file is left."""
    with pytest.raises(JournalError, match="run/DR1 holds nothing to export"):
        write_export(MemoryJournal(), RUN, tmp_path / "dr1.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_write_export_names_a_file_it_cannot_write(tmp_path: Path) -> None:
    """A directory in its place is named in plain words."""
    journal = MemoryJournal()
    filled(journal, 1)

    with pytest.raises(CallboardError, match=rf"{tmp_path} cannot be written: is a directory"):
        write_export(journal, RUN, tmp_path)


def test_write_export_leaves_a_pipe_what_it_is(tmp_path: Path) -> None:
    """A pipe gets the lines, and is not replaced by a file."""
    journal = MemoryJournal()
    filled(journal, 2)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    head = write_export(journal, RUN, pipe)
    reader.join()

    assert (pipe.is_fifo(), head) == (True, journal.head(RUN))
    assert read == ["".join(export_stream(journal, RUN))]


@given(at=st.integers(0, len(EXPORT) - 1), flip=st.integers(1, 255))
def test_verify_file_names_the_line_of_any_altered_byte(scratch: Path, at: int, flip: int) -> None:
    """No byte of an export can be another one, and the line it stands in is named."""
    altered = bytearray(EXPORT)
    altered[at] ^= flip

    assert corrupt_line(scratch, bytes(altered)) == EXPORT[:at].count(b"\n") + 1


@given(cut=st.integers(1, len(EXPORT) - 1))
def test_verify_file_names_a_cut_line(scratch: Path, cut: int) -> None:
    """A file that ends within a line is named at that line."""
    if EXPORT[cut - 1 : cut] == b"\n":
        cut -= 1

    assert corrupt_line(scratch, EXPORT[:cut]) == EXPORT[:cut].count(b"\n") + 1


@pytest.mark.parametrize(
    ("line", "content"),
    [
        (1, b""),
        (1, b"\n"),
        (1, b"[]\n"),
        (1, b"{}\n"),
        (1, b"\xef\xbb\xbf" + EXPORT),
        (2, LINES[0] + LINES[1].replace(b":", b": ", 1) + LINES[2]),
        (2, LINES[0] + b" " + LINES[1] + LINES[2]),
        (2, LINES[0] + LINES[1].replace(b"\n", b"\r\n") + LINES[2]),
        (2, LINES[0] + LINES[1].replace("ë".encode(), b"\\u00eb") + LINES[2]),
        (3, LINES[0] + LINES[1] + LINES[2].replace(b"1/2", b"1\\/2")),
        (2, LINES[0] + json.dumps(json.loads(LINES[1])).encode() + b"\n"),
        (2, LINES[0] + LINES[1].replace(b'{"actor"', b'{"actor":"x","actor"') + LINES[2]),
        (2, LINES[0] + LINES[1].replace(b'"seq":2', b'"seq":2.0') + LINES[2]),
        (2, LINES[0] + LINES[1].replace(b'"attempt":1', b'"attempt":1e999') + LINES[2]),
        (2, LINES[0] + LINES[1].replace(b'"attempt":1', b'"attempt":NaN') + LINES[2]),
        (2, LINES[0] + LINES[1].replace(b'"attempt":1', b'"attempt":' + b"[" * 100_000)),
        (2, LINES[0] + LINES[2]),
        (2, LINES[0] + LINES[0]),
        (1, LINES[1] + LINES[0]),
        (4, EXPORT + b"\n"),
        (4, EXPORT + b"garbage"),
        (4, EXPORT + b"\x00" * 10),
        (4, EXPORT + LINES[2]),
    ],
    ids=[
        "empty", "blank", "list", "no-keys", "byte-order-mark", "space", "leading-space",
        "carriage-return", "unicode-escape", "slash-escape", "key-order", "doubled-key",
        "float-seq", "infinity", "nan", "deep", "gap", "repeated", "swapped", "blank-line-behind",
        "garbage-behind", "zeros-behind", "record-behind",
    ],
)  # fmt: skip
def test_verify_file_names_the_line_that_is_not_as_written(
    scratch: Path, line: int, content: bytes
) -> None:
    """Also what means the same but is written otherwise is an alteration."""
    assert corrupt_line(scratch, content) == line


def test_verify_file_names_a_record_of_another_stream(scratch: Path) -> None:
    """Lines of two runs make no export."""
    other = MemoryJournal()
    other.append("run/DR2", 0, [an_entry()])

    assert corrupt_line(scratch, EXPORT + "".join(export_stream(other, "run/DR2")).encode()) == 4


def test_verify_file_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A wrong file name is answered in plain words."""
    with pytest.raises(JournalError, match=r"none.jsonl cannot be read: No such file"):
        verify_file(tmp_path / "none.jsonl")


def test_read_export_names_the_line_of_its_source() -> None:
    """Lines from elsewhere are named as the caller calls them."""
    lines = [line.decode() for line in LINES]

    with pytest.raises(JournalCorrupt, match="standard input, line 2: it is not JSON"):
        list(read_export([lines[0], "oops\n"], "standard input"))
