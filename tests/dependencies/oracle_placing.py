"""Where one task fits: the earliest and the latest of its valid starts, found by trying them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from tests.dependencies.oracle_hours import Hours

#: Seconds by which a start is looked for before a finish: longer than any work lasts.
_LONG = 40 * 86_400


@dataclass(frozen=True, slots=True)
class Window:
    """A span [start, end) in which a task must not be under way."""

    start: int
    end: int
    kind: Literal["outage", "blackout"]
    #: The outage, and the task that closes it if a task does.
    outage: str | None = None
    closer: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What a task needs: so much working time, outside its windows."""

    hours: Hours
    length: int
    windows: tuple[Window, ...] = ()

    def finish(self, start: int) -> int:
        """When it is done if it starts then."""
        return self.hours.after(start, self.length)

    def meets(self, start: int) -> list[Window]:
        """The windows that it would be under way in if it started then."""
        if not self.length:
            return [window for window in self.windows if window.start <= start < window.end]
        return [
            window
            for window in self.windows
            if max(window.start, start) < min(window.end, self.finish(start))
        ]

    def fits(self, start: int) -> bool:
        """Whether it may start then: in working time, and clear of its windows."""
        return self.hours.is_open(start) and not self.meets(start)

    def first_finishing(self, start: int, finish: int) -> int:
        """The first instant from a start on with which it does not finish before a time."""
        return start + bisect_left(range(start, max(start, finish)), finish, key=self.finish)

    def last_finishing(self, start: int, finish: int) -> int:
        """The last instant with which it finishes by a time; at a start it must do so."""
        return start + bisect_right(range(start, finish + 1), finish, key=self.finish) - 1


def earliest(work: Work, start: int, finish: int) -> int:
    """The earliest valid start that is not before a start and does not finish before a time.

    What forbids a start forbids all that follow until working time begins or a window ends, so
    that only these are tried.
    """
    first = work.first_finishing(start, finish)
    tried = [first, *(window.end for window in work.windows if window.end > first)]
    opens = sorted(work.hours.next_open(instant) for instant in tried)
    return next(instant for instant in opens if work.fits(instant))


def latest(work: Work, start: int | None, finish: int | None) -> int:
    """The latest valid start up to a start, and finishing by a time; one of the two is given.

    What forbids a start forbids all before it until working time ends or a window is not met.
    """
    limits = [] if start is None else [start]
    limits += [] if finish is None else [work.last_finishing(finish - _LONG, finish)]
    last = min(limits)
    tried = [last, *(_before(work, window, last) for window in work.windows)]
    opens = {work.hours.last_open(min(instant, last)) for instant in tried}
    return max(instant for instant in opens if work.fits(instant))


def _before(work: Work, window: Window, last: int) -> int:
    """The last instant with which it is done before a window."""
    if not work.length:
        return window.start - 1
    return work.last_finishing(min(window.start, last) - _LONG, window.start)
