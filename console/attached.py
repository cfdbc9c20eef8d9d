"""The files that journals name: whether each is still there as it was handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rehearsals.attachments import whether_kept
from rehearsals.core.events import FileAttached
from rehearsals.journal.port import Recorded
from rehearsals.readiness.events import ReturnSubmitted

BRING_BACK = "Bring it back from a backup of the data directory."
_NAMING = {FileAttached.__name__, ReturnSubmitted.__name__}
_WORDS = {"missing": "is missing", "altered": "is not what was handed in"}


def naming_files(records: Iterable[Recorded]) -> list[Recorded]:
    """The records that may name files."""
    return [record for record in records if record.entry.type in _NAMING]


def named_in(records: Iterable[Recorded]) -> dict[str, str]:
    """The names of the files that records name, by their SHA-256; the first name counts."""
    found: dict[str, str] = {}
    for record in naming_files(records):
        for file in _files(record.entry.data):
            found.setdefault(str(file["sha256"]), str(file["name"]))
    return found


def amiss(files: dict[str, str], home: Path) -> Iterator[str]:
    """A sentence for each file that is missing or altered; `files` are names by SHA-256."""
    for sha256, name in files.items():
        if (how := whether_kept(sha256, home)) != "whole":
            yield f"{name}, which the journal names, {_WORDS[how]} (SHA-256 {sha256})."


def _files(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "sha256" in data:
        yield data
    yield from data.get("attachments", ())
