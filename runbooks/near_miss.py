"""What was probably meant: the known word that a mistyped one most resembles."""

from __future__ import annotations

import difflib
from functools import lru_cache

#: No id is longer; comparing longer words takes time and says nothing.
_LONGEST_WORD = 64


def near_miss(word: object, known: tuple[str, ...]) -> str | None:
    """The known word that `word` most resembles; None if none does, or if it is no word."""
    if not isinstance(word, str) or len(word) > _LONGEST_WORD:
        return None
    return _nearest(word, known)


@lru_cache(maxsize=1_000)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    return next(iter(difflib.get_close_matches(word, known, n=1)), None)
