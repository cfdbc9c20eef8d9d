"""Where the values of a document stand in its text."""

from __future__ import annotations

from typing import Any

#: Line and column, both from 1.
Mark = tuple[int, int]


def position(mark: Any) -> Mark:
    """Line and column, from 1, of a PyYAML mark; the very beginning if there is none."""
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


class Place:
    """Where a collection stands, with the places of what it holds."""

    __slots__ = ("inner", "keys", "start")

    def __init__(self, start: Any, inner: Any) -> None:
        """`start` and the values of `keys` are PyYAML marks; `inner` holds places and marks."""
        self.start = start
        self.inner = inner
        self.keys: dict[str, Any] = {}

    def entry(self, step: str | int) -> Any:
        """The place or mark of one entry; None if there is no such entry."""
        if isinstance(self.inner, dict):
            return self.inner.get(step)
        here = isinstance(step, int) and 0 <= step < len(self.inner)
        return self.inner[step] if here else None
