"""Things worked out once for a structure, and kept as long as it is in use."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """What was made of objects that do not change, by identity; the oldest is dropped.

    The object is kept with what was made of it, so that no other can take its place unseen.
    """

    def __init__(self, most: int) -> None:
        """Keep so many at most."""
        self._most = most
        self._found: dict[tuple[int, Hashable], tuple[object, T]] = {}
        self._lock = Lock()

    def of(self, structure: object, beside: Hashable, make: Callable[[], T]) -> T:
        """What is made of a structure and of what it does not say itself."""
        key = (id(structure), beside)
        kept = self._found.get(key)
        if kept is not None and kept[0] is structure:
            return kept[1]
        made = make()
        with self._lock:
            while len(self._found) >= self._most:
                self._found.pop(next(iter(self._found)))
            self._found[key] = (structure, made)
        return made
