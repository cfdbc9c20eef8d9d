"""Bytes read as choices, so that a whole run is drawn cheaply and shrinks towards first choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Tape:
    """Choices off a string of bytes, one byte each; past its end the first choice is taken."""

    def __init__(self, data: bytes) -> None:
        self._bytes = iter(data)

    def below(self, limit: int) -> int:
        """A number from 0 to below a limit of at most 256."""
        return next(self._bytes, 0) % limit

    def pick(self, choices: Sequence[Item]) -> Item:
        """One of some choices."""
        return choices[self.below(len(choices))]
