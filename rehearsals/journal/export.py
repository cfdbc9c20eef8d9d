"""A stream as JSON lines, one record a line in canonical JSON, readable without a database.

A line holds the keys that `hashing.py` lists, and `hash`. It is what it is to the byte: another
order of keys, a space or an escape is an alteration too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rehearsals.files import write_whole
from rehearsals.journal.hashing import canonical
from rehearsals.journal.port import Entry, Head, Journal, Recorded
from rehearsals.journal.verify import record_hash, verify_stream
from runbooks.errors import JournalCorrupt, JournalError

_TEXTS = ("actor", "at", "channel", "command", "hash", "prev", "recorded_at", "stream", "type")
_KEYS = frozenset((*_TEXTS, "on_behalf_of", "seq", "data"))


def export_stream(journal: Journal, stream: str) -> Iterator[str]:
    """The lines of a stream, each with its line feed; raises JournalCorrupt as `read` does."""
    return map(export_line, journal.read(stream))


def write_export(journal: Journal, stream: str, path: Path) -> Head:
    """Export a stream to a file, and return the head of what was written.

    Raises JournalCorrupt if the stream is not whole, JournalError if it is empty, and as
    `write_whole` does; the file is left as it was then.
    """
    lines = tuple(export_stream(journal, stream))
    head = verify_stream(read_export(lines, stream))
    if not head.seq:
        raise JournalError(f"{stream} holds nothing to export.", hint="See `callboard runs`.")
    write_whole(path, lines)
    return head


def read_export(lines: Iterable[str], name: str) -> Iterator[Recorded]:
    """The records of an export's lines, each with its line feed; `name` is for messages.

    Raises JournalCorrupt naming the line for one that is malformed, cut off, or does not match its
    hash. Whether the lines follow from each other is for `verify_stream` to say.
    """
    return (_parsed(line, name, number) for number, line in enumerate(lines, 1))


def read_export_file(path: Path) -> Iterator[Recorded]:
    """The records of an export file; raises as `read_export`, and JournalError if it is unreadable.

    Opened as bytes: reading text would take other line ends for line feeds.
    """
    try:
        with path.open("rb") as file:
            yield from (
                _parsed(_decoded(line, path, n), str(path), n) for n, line in enumerate(file, 1)
            )
    except OSError as error:
        raise JournalError(
            f"The export {path} cannot be read: {error.strerror}.", hint="Check the file's name."
        ) from error


def verify_file(path: Path) -> Head:
    """The head of an export file that is whole; needs no database.

    Raises JournalCorrupt with the line as its position, and JournalError if it is unreadable.
    """

    def blame(_stream: str, line: int, problem: str) -> JournalCorrupt:
        return _corrupt(str(path), line, problem)

    head = verify_stream(read_export_file(path), blame=blame)
    if not head.seq:
        raise _corrupt(str(path), 1, "the file is empty")
    return head


def export_line(record: Recorded) -> str:
    """A record as a line of an export, with its line feed."""
    entry = record.entry
    return canonical(
        {
            "stream": record.stream, "seq": record.seq, "type": entry.type, "at": entry.at,
            "recorded_at": entry.recorded_at, "actor": entry.actor,
            "on_behalf_of": entry.on_behalf_of, "channel": entry.channel,
            "command": entry.command, "data": entry.data, "prev": record.prev,
            "hash": record.hash,
        }
    ) + "\n"  # fmt: skip


def _decoded(line: bytes, path: Path, number: int) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise _corrupt(str(path), number, "it is not UTF-8") from error


def _parsed(line: str, name: str, number: int) -> Recorded:
    if not line.endswith("\n"):
        raise _corrupt(name, number, "it is cut off")
    try:
        values = json.loads(line)
        is_canonical = canonical(values) == line[:-1]
    except (ValueError, RecursionError) as error:
        raise _corrupt(name, number, "it is not JSON") from error
    if not _is_record(values):
        raise _corrupt(name, number, "it is not a record of a journal")
    record = _record(values)
    if not is_canonical or record_hash(record) != record.hash:
        raise _corrupt(name, number, "its content does not match its hash")
    return record


def _is_record(values: Any) -> bool:
    return (
        type(values) is dict
        and values.keys() == _KEYS
        and all(type(values[key]) is str for key in _TEXTS)
        and type(values["seq"]) is int
        and type(values["data"]) is dict
        and type(values["on_behalf_of"]) in (str, type(None))
    )


def _record(values: dict[str, Any]) -> Recorded:
    placed = {key: values.pop(key) for key in ("stream", "seq", "prev", "hash")}
    return Recorded(entry=Entry(**values), **placed)


def _corrupt(name: str, line: int, problem: str) -> JournalCorrupt:
    return JournalCorrupt(
        f"{name}, line {line}: {problem}. The export was altered or damaged: compare it with"
        " another copy, or export the run again.",
        stream=name,
        position=line,
    )
