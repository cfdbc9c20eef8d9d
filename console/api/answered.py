"""Which entries of a stream were made under which key: read once, and from then on what is new.

A write asks whether its key was used before. Were the whole stream gone through each time, a long
night would make every write slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

#: The id of a command that came by the API: what is somebody's own (door, person, key), the digest
#: of what was asked, and for one of several commands under the key what tells it from the others.
_ID = re.compile(r"(?P<own>.*)~(?P<digest>[0-9a-f]{24})(?::.*)?", re.DOTALL)


class Made(NamedTuple):
    """An entry that a keyed command made."""

    seq: int
    #: The id of the command as it stands in the entry.
    command: str
    #: The id of the wish: without what tells its commands apart.
    wish: str


@dataclass(slots=True)
class _Stream:
    read: int = 0
    by_key: dict[str, list[Made]] = field(default_factory=dict)

    def take(self, command: str) -> None:
        self.read += 1
        if found := _ID.fullmatch(command):
            wish = f"{found['own']}~{found['digest']}"
            made = Made(seq=self.read, command=command, wish=wish)
            self.by_key.setdefault(found["own"], []).append(made)


class Answered:
    """What was made under keys, of every stream that was asked about; for many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._streams: dict[str, _Stream] = {}

    def under(
        self, own: str, stream: str, behind: Callable[[int], Iterable[str]]
    ) -> Sequence[Made]:
        """What was made under a key that is somebody's own, in order.

        `behind` gives the ids of the commands of the entries behind a number, in order; it is asked
        for what was not read yet. Raises what it raises.
        """
        with self._lock:
            known = self._streams.setdefault(stream, _Stream())
            for command in behind(known.read):
                known.take(command)
            return tuple(known.by_key.get(own, ()))
