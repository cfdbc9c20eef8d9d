"""Files that are handed in with returns: kept as all files are, larger, and of any type.

A letter comes as it comes, and only those who judge the return see it.
"""

from __future__ import annotations

from pathlib import Path

from rehearsals import attachments
from rehearsals.readiness.words import Attachment
from runbooks.errors import CallboardError

#: Bytes of a file at most.
LARGEST = 50_000_000
_TAKEN = attachments.Taken(largest=LARGEST, any_type=True)


def keep(path: Path, home: Path) -> Attachment:
    """Copy a file into the data directory, and say what was kept.

    Raises CallboardError for what cannot be read, is no file, is too large, or has no plain name.
    """
    kept = attachments.keep(path, home, _TAKEN)
    return Attachment(name=kept.name, sha256=kept.sha256, size=kept.size)


def read(attachment: Attachment, home: Path) -> bytes:
    """The content of a file that was kept; raises CallboardError if it is gone or was changed."""
    try:
        with attachments.opened(attachment.sha256, home) as file:
            return file.read()
    except CallboardError as error:
        raise CallboardError(f"{attachment.name}: {error.message}", hint=error.hint) from error
