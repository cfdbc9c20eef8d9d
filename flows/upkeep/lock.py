"""One `callboard up` a data directory: a lock that goes with the process, and says who holds it."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from rehearsals.files import make_private
from runbooks.errors import EngineError

_LOCK = "up.lock"


@dataclass(frozen=True, kw_only=True, slots=True)
class UpLock:
    """The right to keep Callboard up in a data directory."""

    _file: IO[str]

    def say_where(self, address: str) -> None:
        """Write down for others which process this is, and where it can be reached."""
        self._file.seek(0)
        self._file.truncate()
        json.dump({"pid": os.getpid(), "address": address}, self._file)
        self._file.flush()


@contextmanager
def locked(home: Path) -> Iterator[UpLock]:
    """Hold the lock of a data directory; raises EngineError, naming who holds it, or why not."""
    try:
        make_private(home)
        file = (home / _LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise EngineError(
            f"The data directory {home} cannot be written to: {error.strerror}.",
            hint="Set CALLBOARD_HOME to a directory of your own.",
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise EngineError(
                f"Callboard is up already in {home}{_holder(file)}.",
                hint="Use that one; or stop it with Ctrl-C or SIGTERM, and start again.",
            ) from error
        lock = UpLock(_file=file)
        try:
            yield lock
        finally:
            file.seek(0)
            file.truncate()


def _holder(file: IO[str]) -> str:
    file.seek(0)
    try:
        said = json.load(file)
        return f": process {said['pid']}, at {said['address']}"
    except (ValueError, KeyError, TypeError):
        return ", and is just starting"
