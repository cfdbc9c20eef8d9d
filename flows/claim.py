"""Which directory an embedded Prefect server works in: one server each, since SQLite is one file.

Whoever plays a run holds a lock on it, which goes with the process, however that ends.
"""

from __future__ import annotations

import fcntl
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from rehearsals.files import make_private

_LOCK = "server.lock"


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A directory that no other server uses until it is released."""

    home: Path
    _lock: BinaryIO

    def release(self) -> None:
        """Leave the directory to others."""
        self._lock.close()


def claim_home(home: Path) -> Claim:
    """Claim `home`, or `home-2`, `home-3` ... beside it if others are at work; raises OSError."""
    beside = (home.with_name(f"{home.name}-{number}") for number in count(2))
    return next(claim for each in chain([home], beside) if (claim := _claim(each)) is not None)


def _claim(home: Path) -> Claim | None:
    make_private(home)
    lock = (home / _LOCK).open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    except OSError:
        lock.close()
        raise
    return Claim(home=home, _lock=lock)
