"""Files that were handed in: kept beside the journal under their SHA-256, private to the owner.

What is in a journal is name, digest, size and type only. A file is written whole or not at all,
and what is read back is checked against its digest. The same content is kept once, whoever handed
it in.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Literal

from rehearsals.core.night.attaching import LARGEST
from rehearsals.files import make_private
from rehearsals.media_types import ENDINGS, media_type_of
from runbooks.characters import without_controls
from runbooks.errors import CallboardError
from runbooks.file_names import LONGEST, why_not_plain

_CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_BACKUP = "Bring the file back from a backup of the data directory."


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What may be handed in: how large, and whether of the known media types alone."""

    #: Bytes at most.
    largest: int
    any_type: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A file that is kept now."""

    name: str
    #: SHA-256 (hex) of its content.
    sha256: str
    #: Bytes.
    size: int
    #: Empty where any type is taken, and this is none of those known.
    media_type: str


#: What is attached to tasks and gates.
OF_RUNS = Taken(largest=LARGEST)


def keep(path: Path, home: Path, taken: Taken = OF_RUNS) -> Kept:
    """Copy a file into the data directory, and say what was kept.

    Raises CallboardError for what cannot be read, is no file, is too large, has no plain name or is
    of a type that is not taken.
    """
    check_name(path.name)
    try:
        with _opened(path, taken) as file:
            return keep_stream(file, path.name, home, taken)
    except OSError as error:
        raise CallboardError(
            f"{path} cannot be attached: {(error.strerror or str(error)).lower()}.",
            hint="Give a file that can be read.",
        ) from error


def keep_stream(
    chunks: Iterable[bytes] | IO[bytes], name: str, home: Path, taken: Taken = OF_RUNS
) -> Kept:
    """Keep what comes in piece by piece, such as an upload; nothing is left of what is refused.

    Raises CallboardError as `keep` does, and OSError where the data directory cannot be written.
    """
    check_name(name)
    folder = home / "attachments"
    make_private(folder)
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as part:
        try:
            for chunk in _bounded(_pieces(chunks), name, taken.largest):
                digest.update(chunk)
                size += len(chunk)
                part.write(chunk)
            part.flush()
            os.fsync(part.fileno())
            media_type = _checked_type(name, part.file, size, taken)
            place = _place(home, digest.hexdigest())
            make_private(place.parent)
            Path(part.name).replace(place)
        finally:
            Path(part.name).unlink(missing_ok=True)
    return Kept(name=name, sha256=digest.hexdigest(), size=size, media_type=media_type)


def opened(sha256: str, home: Path) -> IO[bytes]:
    """The content of a file that was kept, to be read from its beginning, and to be closed.

    Its digest has been checked. Raises CallboardError if it is gone or was changed.
    """
    path = _place(home, sha256)
    try:
        file = path.open("rb")
    except OSError as error:
        raise CallboardError(f"{sha256} is not in {path.parent}.", hint=_BACKUP) from error
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        raise CallboardError(
            f"{path} is not what was handed in: its SHA-256 differs.", hint=_BACKUP
        )
    file.seek(0)
    return file


def whether_kept(sha256: str, home: Path) -> Literal["whole", "missing", "altered"]:
    """Whether a file that a journal names is there as it was handed in."""
    try:
        opened(sha256, home).close()
    except CallboardError:
        return "altered" if _place(home, sha256).exists() else "missing"
    return "whole"


def check_name(name: str) -> None:
    """Raise CallboardError for a name that cannot be kept and shown."""
    if why := why_not_plain(name):
        raise CallboardError(
            f"{without_controls(name[:LONGEST])} is a name that cannot be kept: it {why}.",
            hint="Give the file a plain, short name.",
        )


def _opened(path: Path, taken: Taken) -> IO[bytes]:
    """The file; a pipe or a device is not waited for."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_size > taken.largest:
        os.close(descriptor)
        problem = "is no file"
        if stat.S_ISREG(status.st_mode):
            problem = f"has {status.st_size:,} bytes, more than {taken.largest:,}"
        raise CallboardError(f"{path} {problem}.", hint="Attach a smaller file, or refer to it.")
    return os.fdopen(descriptor, "rb")


def _pieces(chunks: Iterable[bytes] | IO[bytes]) -> Iterable[bytes]:
    """A file is read in pieces of one size, and not by its lines."""
    read = getattr(chunks, "read", None)
    return chunks if read is None else iter(lambda: read(_CHUNK), b"")


def _bounded(chunks: Iterable[bytes], name: str, largest: int) -> Iterator[bytes]:
    """The content; what grows while it is read ends at the limit."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > largest:
            raise CallboardError(
                f"{name} has more than {largest:,} bytes.", hint="Attach a smaller file."
            )
        yield chunk


def _checked_type(name: str, file: IO[bytes], size: int, taken: Taken) -> str:
    media_type = media_type_of(name, file)
    if taken.any_type:
        return media_type or ""
    if not size:
        raise CallboardError(f"{name} is empty.", hint="Attach a file with something in it.")
    if media_type is None:
        raise CallboardError(
            f"{name} is not of a type that is taken, or its content is not what its name says.",
            hint=f"Taken are {', '.join(ENDINGS)}, text in UTF-8; save it as one of these.",
        )
    return media_type


def _place(home: Path, sha256: str) -> Path:
    """Where a digest's file stands; raises CallboardError for what is no digest, but a path."""
    if not _SHA256.fullmatch(sha256):
        raise CallboardError(f"{sha256!r} is no SHA-256.", hint="Give its 64 digits, 0-9 and a-f.")
    return home / "attachments" / sha256[:2] / sha256
