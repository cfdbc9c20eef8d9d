"""Evidence of a run's notices: what was said, to whom, and what came of it, in one checkable file.

A zip holds the two streams as `callboard export` writes them, the heads that they end with, and a
summary for people. The summary can be made again from the streams; what can be relied on are these.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from console.notice_seen import NoticesSeen
from notices.outbox.delivery import Delivery
from notices.outbox.rows import deliveries_stream, notices_stream
from rehearsals.journal.export import export_stream, read_export
from rehearsals.journal.port import Head, Journal
from rehearsals.journal.verify import verify_stream
from runbooks.clocktime import rfc3339
from runbooks.errors import CallboardError, JournalCorrupt

SUMMARY, HEADS = "deliveries.csv", "heads.csv"
#: Bytes that a part may have when it is unpacked: more than any run's notices.
_LARGEST = 1 << 30
#: The same evidence is the same file: a zip would otherwise hold the time of its making.
_MADE = (1980, 1, 1, 0, 0, 0)
_COLUMNS = (
    "notice", "revision", "event", "subscriber", "name", "channel", "route", "state", "attempts",
    "told_at", "answer", "acknowledged_at", "acknowledged_by", "failing", "fallback", "suppressed",
    "bounced", "key",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The parts of the file by name, and the heads of the streams in it."""

    parts: Mapping[str, str]
    heads: tuple[tuple[str, Head], ...]


def evidence_of(journal: Journal, seen: NoticesSeen) -> Evidence:
    """The evidence of a run; raises JournalCorrupt if a stream was altered."""
    parts: dict[str, str] = {}
    heads: list[tuple[str, Head]] = []
    for stream in (notices_stream(seen.run), deliveries_stream(seen.run)):
        lines = tuple(export_stream(journal, stream))
        if not lines:
            continue
        heads.append((stream, verify_stream(read_export(lines, stream))))
        parts[_file_of(stream)] = "".join(lines)
    parts[SUMMARY] = _table(_COLUMNS, (_row(seen, each) for each in _deliveries(seen)))
    columns = ("stream", "file", "events", "head")
    parts[HEADS] = _table(
        columns, ((name, _file_of(name), str(head.seq), head.hash) for name, head in heads)
    )
    return Evidence(parts=parts, heads=tuple(heads))


def zipped(evidence: Evidence) -> bytes:
    """The evidence as one file; the same evidence is the same bytes."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, text in evidence.parts.items():
            info = ZipInfo(name, _MADE)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, text)
    return made.getvalue()


def check_evidence(path: Path) -> tuple[tuple[str, Head], ...]:
    """The streams in such a file and their heads; raises JournalCorrupt for one that was altered.

    And CallboardError for a file that is none.
    """
    try:
        with ZipFile(path) as archive:
            wanted = {row["file"]: row for row in csv.DictReader(_lines(archive, HEADS))}
            found = tuple(
                (row["stream"], verify_stream(read_export(_lines(archive, name), f"{path}:{name}")))
                for name, row in wanted.items()
            )
    except (BadZipFile, KeyError, UnicodeDecodeError, OSError) as error:
        raise CallboardError(
            f"{path} is not the evidence of a run's notices.",
            hint="Name a file that `callboard notices evidence` or `callboard export` wrote.",
        ) from error
    for (stream, head), row in zip(found, wanted.values(), strict=True):
        if (str(head.seq), head.hash) != (row["events"], row["head"]):
            raise JournalCorrupt(
                f"{path}: {stream} has another head than {HEADS} says: {head.seq} events, head "
                f"{head.hash}. Events were cut off or added.",
                stream=stream,
                position=head.seq,
            )
    return found


def _lines(archive: ZipFile, name: str) -> Iterator[str]:
    if archive.getinfo(name).file_size > _LARGEST:
        raise BadZipFile(f"{name} is too large")
    with archive.open(name) as part:
        for line in part:
            yield line.decode()


def _deliveries(seen: NoticesSeen) -> Iterator[Delivery]:
    yield from seen.deliveries.deliveries.values()


def _row(seen: NoticesSeen, each: Delivery) -> tuple[str, ...]:
    route = seen.subscriptions.routes.get(each.id.route)
    owner = seen.subscriptions.subscribers.get(route.subscriber) if route else None
    return (
        each.id.notice,
        str(each.id.revision),
        each.id.event,
        owner.id if owner else "",
        owner.name if owner else "",
        route.kind if route else "",
        each.id.route,
        each.state,
        str(len(each.attempts)),
        _instant(each.told_at),
        each.answer,
        _instant(each.acknowledged_at),
        each.acknowledged_by,
        each.failing,
        each.fallback,
        each.suppressed,
        each.bounced,
        each.key,
    )


def _table(columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return made.getvalue()


def _harmless(cell: str) -> str:
    """What a spreadsheet would take for a formula, as text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _file_of(stream: str) -> str:
    return f"{stream.replace('/', '-')}.jsonl"


def _instant(instant: datetime | None) -> str:
    return rfc3339(instant) if instant else ""
