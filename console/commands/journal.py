"""`verify` and `export`: whether the journal is whole, and a copy of it to keep elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.opening import opened_desk, opened_run
from console.output import emit
from rehearsals.files import is_special
from rehearsals.journal.export import export_stream, verify_file, write_export
from rehearsals.journal.verify import verify_stream
from rehearsals.names import run_stream


def verify(what: str, /) -> None:
    """Check that nothing in a journal was altered, and print its head.

    An altered event is named with its stream and position; the exit code is 1 then.

    Args:
        what: A file that `callboard export` wrote, or a run.
    """
    path = Path(what)
    if path.is_file():
        head = verify_file(path)
        emit(f"{path} is whole: {head.seq} events, head {head.hash}")
        return
    with opened_desk() as desk:
        # A run of exactly this name is checked even if the first event of another is damaged.
        there = run_stream(what) in desk.journal.streams("run/")
        stream = run_stream(what if there else desk.resolve(what))
        head = verify_stream(desk.journal.read(stream))
    emit(f"{stream} is whole: {head.seq} events, head {head.hash}")


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
