"""The night told: a run's facts and its notices, woven into one story in order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from heapq import merge
from operator import itemgetter

from console.night import Night
from console.night_notices import NoticeLines
from notices.core.book import NoticeFact
from rehearsals.core.events import Fact

#: The instant of something (UTC), and what tells it.
_Told = tuple[datetime, Callable[[], Iterator[str]]]


class Story:
    """Tells the facts of a run and of its notices as they are read; pure but for what was told."""

    def __init__(self, night: Night, notices: NoticeLines) -> None:
        """Nothing is told yet."""
        self._night, self._notices = night, notices
        self._held: list[NoticeFact] = []
        #: Lines that have to wait for one of notices that is not whole, with their times.
        self._behind: list[tuple[datetime, str]] = []

    def tell(
        self, facts: Sequence[Fact], notices: Sequence[NoticeFact], *, all_of_it: bool
    ) -> Iterator[str]:
        """The lines of some more facts; `notices` were read after them.

        Facts that lie before a notice may be on their way yet, so it waits until a fact behind it
        was read, or until nothing is to be waited for (`all_of_it`).
        """
        self._held += notices
        ready = self._ready(facts, all_of_it=all_of_it)
        del self._held[: len(ready)]
        happened: Iterator[_Told] = ((one.recorded_at, partial(self._fact, one)) for one in facts)
        said: Iterator[_Told] = ((one.recorded_at, partial(self._notice, one)) for one in ready)
        for _, tell in merge(happened, said, key=itemgetter(0)):
            yield from tell()
        if all_of_it:
            yield from self._whole(self._notices.end())

    def _ready(self, facts: Sequence[Fact], *, all_of_it: bool) -> list[NoticeFact]:
        if all_of_it or not facts:
            return self._held[:] if all_of_it else []
        behind = facts[-1].recorded_at
        return [one for one in self._held if one.recorded_at < behind]

    def _notice(self, fact: NoticeFact) -> Iterator[str]:
        yield from self._whole(self._notices.tell(fact))

    def _fact(self, fact: Fact) -> Iterator[str]:
        yield from self._whole(self._notices.end(fact.recorded_at))
        told = [(self._night.when(fact), words) for words in self._night.words(fact)]
        if self._notices.open:
            self._behind += told
        else:
            yield from self._dated(told)

    def _whole(self, lines: Iterable[tuple[datetime, str]]) -> Iterator[str]:
        """A line that is whole, if there is one, and with it those that waited for it."""
        if whole := list(lines):
            told, self._behind = sorted([*self._behind, *whole], key=itemgetter(0)), []
            yield from self._dated(told)

    def _dated(self, lines: Iterable[tuple[datetime, str]]) -> Iterator[str]:
        for at, words in lines:
            yield from self._night.dated(at, words)
