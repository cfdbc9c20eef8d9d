"""`verify` and `export`: whether the journal is whole, and a copy of it to keep elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated
from zipfile import is_zipfile

from cyclopts import Parameter

from console import here
from console.acting import Acting
from console.attached import BRING_BACK, amiss, named_in, naming_files
from console.caller import check_reader
from console.notice_evidence import check_evidence
from console.opening import opened_desk
from console.output import emit, talk
from rehearsals.core.events import RunClosed
from rehearsals.desk import Desk
from rehearsals.files import is_special
from rehearsals.journal.export import (
    export_stream,
    read_export_file,
    verify_file,
    write_export,
)
from rehearsals.journal.port import Head, Recorded
from rehearsals.journal.verify import verify_stream
from rehearsals.names import (
    BESIDE_RUNS,
    PEOPLE,
    READINESS,
    REFUSALS,
    SUBSCRIPTIONS,
    WITH_RUNS,
    run_stream,
)
from rehearsals.people.words import Role
from runbooks.errors import JournalCorrupt, JournalError

#: Who may write out what is private: hashes of passwords, addresses of subscribers, and the
#: readiness of every party, which refusals tell of too.
_PRIVATE: dict[str, tuple[Role, ...]] = {
    PEOPLE: ("administrator",),
    SUBSCRIPTIONS: ("communications_approver", "administrator", "assurance"),
    READINESS: ("cutover_manager", "administrator", "assurance"),
    REFUSALS: ("cutover_manager", "administrator", "assurance"),
}


def verify(what: str | None = None, /, *, head: str | None = None) -> None:
    """Check that nothing in a journal, or of the files it names, was altered; print its head.

    An altered event is named with its stream and position; the exit code is 1 then. That events
    are missing at the end shows only by the head, if it was noted elsewhere.

    Args:
        what: A file that `callboard export` or `notices evidence` wrote, a run, the notices or
            deliveries of one, such as notices/M10, or what is kept beside the runs: people,
            readiness, programme, subscriptions, notices or refusals. Left out: everything.
        head: The head that it should have; the exit code is 1 if it has another.
    """
    if what is None:
        if head is not None:
            raise JournalError("--head is for one of them.", hint="Name a run, or a file.")
        _verify_all()
        return
    path = Path(what)
    if path.is_file():
        if is_zipfile(path):
            _verify_evidence(path, head)
            return
        found = verify_file(path)
        _say_whole(str(path), found, read_export_file(path), head)
        return
    with opened_desk() as desk:
        stream = _stream_of(desk, what)
        records = list(desk.journal.read(stream))
    _say_whole(stream, verify_stream(records), records, head)
    _check_files(records)


def _verify_evidence(path: Path, head: str | None) -> None:
    """Check what `callboard notices evidence` wrote; a head is that of one of its streams."""
    found = check_evidence(path)
    if head is not None and head.strip().lower() not in [each.hash for _, each in found]:
        raise JournalError(
            f"Nothing in {path} has that head.", hint="Events are missing, or it is another file."
        )
    emit(*(f"{name} is whole: {each.seq} events, head {each.hash}" for name, each in found))


def _verify_all() -> None:
    """Check every stream that there is; raises JournalCorrupt for the first that is not whole."""
    wrong: list[JournalCorrupt] = []
    named: list[Recorded] = []
    with opened_desk() as desk:
        for stream in desk.journal.streams():
            try:
                records = list(desk.journal.read(stream))
                found = verify_stream(records)
            except JournalCorrupt as error:
                wrong.append(error)
                continue
            emit(f"{stream} is whole: {found.seq} events, head {found.hash}")
            named += naming_files(records)
    for other in wrong[1:]:
        talk(str(other))
    if wrong:
        raise wrong[0]
    _check_files(named)


def _check_files(records: Iterable[Recorded]) -> None:
    """Raise JournalError if a file that records name is not there as it was handed in."""
    problems = list(amiss(named_in(records), here.settings().home))
    for other in problems[1:]:
        talk(other)
    if problems:
        raise JournalError(problems[0], hint=BRING_BACK)


def _stream_of(desk: Desk, name: str) -> str:
    """The stream that a person means; raises RunNotFound."""
    # A run of exactly this name is found even if the first event of another is damaged.
    if run_stream(name) in desk.journal.streams("run/"):
        return run_stream(name)
    if name in BESIDE_RUNS:
        return name
    if kind := _kind(name):
        if name in desk.journal.streams(kind):  # also of a topic that is no run
            return name
        return f"{kind}{desk.resolve(name.removeprefix(kind))}"
    return run_stream(desk.resolve(name))


def _kind(name: str) -> str:
    """How the name of a stream that goes with a run begins; empty for any other name."""
    return next((kind for kind in WITH_RUNS if name.startswith(kind)), "")


def _say_whole(name: str, found: Head, records: Iterable[Recorded], wanted: str | None) -> None:
    """What holds of records that follow from each other; raises JournalError for another head."""
    if wanted is not None and wanted.strip().lower() != found.hash:
        raise JournalError(
            f"{name} has another head: {found.seq} events, head {found.hash}.",
            hint="Events are missing at its end or were added, or it is another run.",
        )
    emit(f"{name} is whole: {found.seq} events, head {found.hash}")
    if _is_open_run(records):
        emit("The run is still open at its end: if it has gone on since, that is missing here.")


def _is_open_run(records: Iterable[Recorded]) -> bool:
    kinds = {record.entry.type for record in records if record.stream.startswith(run_stream(""))}
    return bool(kinds) and RunClosed.__name__ not in kinds


def export(
    what: str,
    file: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    acting: Acting | None = None,
) -> None:
    """Write a run's journal as JSON lines, which `callboard verify` checks without a database.

    Args:
        what: The run; its notices or deliveries, such as notices/M10; or what is kept beside the
            runs: people (with the hashes of their passwords), readiness, programme, subscriptions
            (with addresses), notices or refusals.
        file: The file to write, whole or not at all; - for standard output.
        acting: Who acts; asked for people, subscriptions, readiness and refusals alone.
    """
    with opened_desk() as desk:
        stream = _stream_of(desk, what)
        if stream in _PRIVATE:
            check_reader(desk.journal, acting or Acting(), _PRIVATE[stream], f"write out {stream}")
        path = Path(file)
        if file == "-":
            sys.stdout.writelines(export_stream(desk.journal, stream))
            return
        head = write_export(desk.journal, stream, path)
    if is_special(path):  # the two could end in the same pipe
        return
    emit(f"{stream} is written to {file}: {head.seq} events, head {head.hash}")
