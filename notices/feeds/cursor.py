"""How far somebody has read: for each notice the newest revision they have; pure.

A cursor is not a time and not a position, because the runs of one feed live in times of their own:
what is published later may be of an earlier instant. To those who hold one it means nothing.
"""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping

from runbooks.errors import CallboardError

_VERSION = "c1."
#: Characters of a cursor, and bytes of what it says: some hundred times what is usual.
LONGEST, LARGEST = 20_000, 500_000


class UnknownCursor(CallboardError):
    """The cursor is none that this feed gave out; ask once without `since`, and then go on."""


def cursor_of(read: Mapping[str, int]) -> str:
    """The cursor of somebody who has these revisions; the same for the same ones."""
    said = json.dumps(dict(sorted(read.items())), separators=(",", ":")).encode()
    return _VERSION + urlsafe_b64encode(zlib.compress(said, 9)).decode().rstrip("=")


def read_by(cursor: str) -> Mapping[str, int]:
    """The newest revision of each notice that somebody has; raises UnknownCursor.

    What follows from a made-up cursor is that its holder is told less, and nobody else.
    """
    try:
        return _checked(json.loads(_unpacked(cursor)))
    except (ValueError, zlib.error, RecursionError) as error:
        raise UnknownCursor from error


def _unpacked(cursor: str) -> bytes:
    if not cursor.startswith(_VERSION) or len(cursor) > LONGEST:
        raise ValueError("no cursor")
    packed = cursor.removeprefix(_VERSION)
    reader = zlib.decompressobj()
    whole = urlsafe_b64decode((packed + "=" * (-len(packed) % 4)).encode("ascii"))
    said = reader.decompress(whole, LARGEST)
    if not reader.eof:
        raise ValueError("too large, or cut off")
    return said


def _checked(said: object) -> Mapping[str, int]:
    if not isinstance(said, dict):
        raise ValueError("not a mapping")  # noqa: TRY004 - all that is wrong with it is one error
    for revision in said.values():
        if type(revision) is not int or revision < 0:
            raise ValueError("no revision")
    return said
