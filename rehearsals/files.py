"""Files beside the journal: written whole or not at all, in directories nobody else looks into."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
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


def write_whole(path: Path, pieces: Iterable[str | bytes]) -> None:
    """Write a file, text as UTF-8, so that it is there whole or not at all.

    Raises CallboardError if it cannot be written.

    Missing directories are made. What is no file, such as a pipe or a device, is written to as it
    is.
    """
    try:
        if is_special(path):
            with path.open("wb") as file:
                file.writelines(map(_bytes, pieces))
        else:
            _replace(path, pieces)
    except OSError as error:
        raise CallboardError(
            f"{path} cannot be written: {(error.strerror or str(error)).lower()}.",
            hint="Give another file.",
        ) from error


def write_private_once(path: Path, text: str) -> str:
    """What a file holds that only its owner may read; it is made with a text if there is none.

    Of several processes that make it at once, all get what the first one wrote. Raises
    CallboardError if it cannot be read or written.
    """
    try:
        if not path.exists():
            make_private(path.parent)
            part = path.with_name(f".{path.name}.{os.getpid()}.part")
            try:
                descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                with suppress(FileExistsError):
                    path.hardlink_to(part)
            finally:
                part.unlink(missing_ok=True)
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CallboardError(
            f"{path} cannot be used: {(error.strerror or str(error)).lower()}.",
            hint="Check the permissions of the data directory.",
        ) from error


def is_special(path: Path) -> bool:
    """Whether there is something of that name that is not a file; it must not be replaced."""
    return path.exists() and not path.is_file()


def _bytes(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode()


def _replace(path: Path, pieces: Iterable[str | bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.writelines(map(_bytes, pieces))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
