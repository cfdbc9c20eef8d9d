"""Files that were handed in: kept beside the journal under their SHA-256, private to the owner.

The register holds name, digest and size only. A file is written whole or not at all, and what is
read back is checked against its digest.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from rehearsals.files import make_private
from rehearsals.readiness.refusing import LONGEST_NAME
from rehearsals.readiness.words import Attachment
from runbooks.characters import first_control
from runbooks.errors import CallboardError

#: Bytes of a file at most.
LARGEST = 50_000_000
_CHUNK = 1 << 20


def keep(path: Path, home: Path) -> Attachment:
    """Copy a file into the data directory, and say what was kept.

    Raises CallboardError for what cannot be read, is no file, is too large, or has no plain name.
    """
    name = path.name
    if first_control(name) is not None or not name.isprintable() or len(name) > LONGEST_NAME:
        raise CallboardError(
            f"{path} has a name that cannot be kept.", hint="Give the file a plain, short name."
        )
    try:
        with _opened(path) as file:
            return _copied(file, name, home / "attachments")
    except OSError as error:
        raise CallboardError(
            f"{path} cannot be attached: {(error.strerror or str(error)).lower()}.",
            hint="Give a file that can be read.",
        ) from error


def read(attachment: Attachment, home: Path) -> bytes:
    """The content of a file that was kept; raises CallboardError if it is gone or was changed."""
    path = _place(home / "attachments", attachment.sha256)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CallboardError(
            f"{attachment.name} is not in {path.parent}.",
            hint="Bring the file back from a backup of the data directory.",
        ) from error
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise CallboardError(
            f"{path} is not what was handed in as {attachment.name}: its SHA-256 differs.",
            hint="Bring the file back from a backup of the data directory.",
        )
    return content


def _opened(path: Path) -> IO[bytes]:
    """The file; a pipe or a device is not waited for."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        os.close(descriptor)
        problem = "is no file"
        if stat.S_ISREG(status.st_mode):
            problem = f"has {status.st_size:,} bytes, more than {LARGEST:,}"
        raise CallboardError(f"{path} {problem}.", hint="Attach a smaller file, or refer to it.")
    return os.fdopen(descriptor, "rb")


def _copied(file: IO[bytes], name: str, folder: Path) -> Attachment:
    make_private(folder)
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as part:
        try:
            for chunk in _chunks(file, name):
                digest.update(chunk)
                size += len(chunk)
                part.write(chunk)
            part.flush()
            os.fsync(part.fileno())
            place = _place(folder, digest.hexdigest())
            make_private(place.parent)
            Path(part.name).replace(place)
        finally:
            Path(part.name).unlink(missing_ok=True)
    return Attachment(name=name, sha256=digest.hexdigest(), size=size)


def _chunks(file: IO[bytes], name: str) -> Iterator[bytes]:
    """The content; a file that grows while it is read ends at the limit."""
    size = 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise CallboardError(
                f"{name} has more than {LARGEST:,} bytes.", hint="Attach a smaller file."
            )
        yield chunk


def _place(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256
