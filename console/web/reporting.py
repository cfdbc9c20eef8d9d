"""Making the report of a run: it takes seconds for a big one, so that one is made at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from console.web.reading import Look
from console.web.signing_in.sparing import Rooms
from reports.report import Report, build_report

#: One is made and a few wait, or whoever asks for many would hold up every page of the night.
ROOM = Rooms(working=1, waiting=4, patience=20.0, words="Reports are made for others just now.")


@contextmanager
def reported(look: Look) -> Iterator[Report]:
    """The report of a run as it was at a look, to be rendered within; raises Busy."""
    with ROOM.place():
        yield build_report(look.facts, look.head)
