"""Long texts on their way out, in pieces: one a line would cost a turn of a thread for each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

#: Lines of a piece; of a journal about a quarter of a megabyte.
LINES = 500


def in_pieces(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines, each with its line feed, as they come, so many at once."""
    while piece := "".join(islice(lines, LINES)):
        yield piece.encode()
