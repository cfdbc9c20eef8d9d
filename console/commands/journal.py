"""`verify` and `export`: whether the journal is whole, and a copy of it to keep elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.opening import opened_desk, opened_run
from console.output import emit
from rehearsals.core.events import RunClosed
from rehearsals.files import is_special
from rehearsals.journal.export import (
    export_stream,
    read_export_file,
    verify_file,
    write_export,
)
from rehearsals.journal.port import Head, Recorded
from rehearsals.journal.verify import verify_stream
from rehearsals.names import run_stream
from runbooks.errors import JournalError


def verify(what: str, /, *, head: str | None = None) -> None:
    """Check that nothing in a journal was altered, and print its head.

    An altered event is named with its stream and position; the exit code is 1 then. That events
    are missing at the end shows only by the head, if it was noted elsewhere.

    Args:
        what: A file that `callboard export` wrote, or a run.
        head: The head that it should have; the exit code is 1 if it has another.
    """
    path = Path(what)
    if path.is_file():
        found = verify_file(path)
        _say_whole(str(path), found, read_export_file(path), head)
        return
    with opened_desk() as desk:
        # A run of exactly this name is checked even if the first event of another is damaged.
        there = run_stream(what) in desk.journal.streams("run/")
        stream = run_stream(what if there else desk.resolve(what))
        records = list(desk.journal.read(stream))
    _say_whole(stream, verify_stream(records), records, head)


def _say_whole(name: str, found: Head, records: Iterable[Recorded], wanted: str | None) -> None:
    """What holds of records that follow from each other; raises JournalError for another head."""
    if wanted is not None and wanted.strip().lower() != found.hash:
        raise JournalError(
            f"{name} has another head: {found.seq} events, head {found.hash}.",
            hint="Events are missing at its end or were added, or it is another run.",
        )
    emit(f"{name} is whole: {found.seq} events, head {found.hash}")
    if not any(record.entry.type == RunClosed.__name__ for record in records):
        emit("The run is still open at its end: if it has gone on since, that is missing here.")


def export(run: str, file: Annotated[str, Parameter(allow_leading_hyphen=True)], /) -> None:
    """Write a run's journal as JSON lines, which `callboard verify` checks without a database.

    Args:
        run: The run.
        file: The file to write, whole or not at all; - for standard output.
    """
    with opened_run(run) as (desk, name):
        stream = run_stream(name)
        path = Path(file)
        if file == "-":
            sys.stdout.writelines(export_stream(desk.journal, stream))
            return
        head = write_export(desk.journal, stream, path)
    if is_special(path):  # the two could end in the same pipe
        return
    emit(f"{stream} is written to {file}: {head.seq} events, head {head.hash}")
