"""Who plays the simulated parties of a run: a crew of `callboard up` alone, or crews by hand.

A crew by hand may leave tasks alone and play a few parties of many, several beside each other; one
that is kept up plays every simulated party. Both at once would get in each other's way. The lock
goes with the process that holds it.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rehearsals.files import make_private

_CREWS = "crews"


@contextmanager
def playing(home: Path, run: str, *, alone: bool) -> Iterator[bool]:
    """Hold a run's crew: alone, or beside others by hand; whether it could be had. Or OSError."""
    folder = home / _CREWS
    make_private(folder)
    with (folder / f"{run}.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
