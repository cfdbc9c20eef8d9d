"""Files beside the journal: written whole or not at all, in directories nobody else looks into."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from runbooks.errors import CallboardError

_PRIVATE = 0o700


def make_private(directory: Path) -> None:
    """Make a directory for its owner alone, if there is none; raises OSError.

    One that is there stays as it is: whoever opened it to others may have had a reason.
    """
    directory.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)


def open_to_others(directory: Path) -> bool:
    """Whether anybody but its owner may do something in a directory; raises OSError."""
    return bool(stat.S_IMODE(directory.stat().st_mode) & ~_PRIVATE & 0o777)


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file so that it is there whole or not at all; raises CallboardError if it cannot.

    Missing directories are made. What is no file, such as a pipe or a device, is written to as it
    is.
    """
    try:
        if is_special(path):
            with path.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(pieces)
        else:
            _replace(path, pieces)
    except OSError as error:
        raise CallboardError(
            f"{path} cannot be written: {(error.strerror or str(error)).lower()}.",
            hint="Give another file.",
        ) from error


def is_special(path: Path) -> bool:
    """Whether there is something of that name that is not a file; it must not be replaced."""
    return path.exists() and not path.is_file()


def _replace(path: Path, pieces: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
