"""How much room a payload leaves to its texts and lists: less and less, until the whole fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from notices.wording.lines import fitting, one_line

_Thing = TypeVar("_Thing")

NOTE = " [cut: see the page of this notice]"
#: Bytes of a text, bytes of a word, and entries of a list at most, one room after the other. Lists
#: are cut last: a system that is missing is worse than half a sentence.
_SIZES = (
    (4000, 200, 400),
    (1000, 100, 400),
    (300, 100, 400),
    (100, 64, 400),
    (60, 40, 400),
    (60, 40, 60),
    (60, 40, 20),
    (60, 40, 10),
    (60, 40, 5),
)


@dataclass(kw_only=True, slots=True)
class Room:
    """Cuts what is put into it, and remembers whether it did."""

    longest: int
    longest_word: int
    most: int
    cut_something: bool = False

    def text(self, text: str) -> str:
        """A text of a person in one line, with a note if it was cut."""
        return self._fitted(text, self.longest, NOTE)

    def word(self, word: str) -> str:
        """An id or a code."""
        return self._fitted(word, self.longest_word, "...")

    def words(self, words: Iterable[str]) -> list[str]:
        """Several of them."""
        return [self.word(word) for word in self.some(words)]

    def some(self, things: Iterable[_Thing]) -> tuple[_Thing, ...]:
        """As many of them as there is room for, from the first."""
        every = tuple(things)
        self.cut_something = self.cut_something or len(every) > self.most
        return every[: self.most]

    def _fitted(self, text: str, most: int, note: str) -> str:
        line = one_line(text)
        fitted = fitting(line, most, note)
        self.cut_something = self.cut_something or fitted != line
        return fitted


def rooms() -> Iterator[Room]:
    """Rooms from the widest to the narrowest."""
    for longest, longest_word, most in _SIZES:
        yield Room(longest=longest, longest_word=longest_word, most=most)
