"""Public pages and feeds as bytes: made once for all, until something is said or a minute ends.

What is asked for most is given without a look into any run: whether anybody has written at all is
asked of the journal, and only then where the streams of notices end.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from threading import Lock

from console.web.kept_answers import Kept
from console.web.notice_reading import NoticeReader
from console.web.public_notices import Said

#: How many are kept at most: a flood of addresses fills no memory.
_MOST = 500
#: Makes an answer of what is said to all at an instant; None: there is nothing at that address.
Make = Callable[[Sequence[Said], datetime], Kept | None]


class KeptPages:
    """Keeps answers by key; for many threads."""

    def __init__(self, notices: NoticeReader) -> None:
        self._notices = notices
        self._lock = Lock()
        #: What the answers were made of: where streams end, who is told, and the minute.
        self._of: tuple[object, datetime] | None = None
        self._said: tuple[Said, ...] = ()
        self._kept: dict[Hashable, Kept] = {}
        self._writes = -1
        self._minute: datetime | None = None

    def ready(self, key: Hashable, now: datetime) -> Kept | None:
        """An answer if it was made already and nobody has written since; waits for nobody."""
        if self._notices.writes() != self._writes or minute_of(now) != self._minute:
            return None
        return self._kept.get(key)

    def get(self, key: Hashable, now: datetime, make: Make) -> Kept | None:
        """An answer, made if need be; `now` is real (UTC); raises JournalError."""
        with self._lock:
            self._catch_up(now)
            if found := self._kept.get(key):
                return found
            made = make(self._said, now)
            if made is not None:
                if len(self._kept) >= _MOST:
                    self._kept.clear()
                self._kept[key] = made
            return made

    def _catch_up(self, now: datetime) -> None:
        # First the number, then the look: what is written in between is looked at once more.
        writes, minute = self._notices.writes(), minute_of(now)
        of = (self._notices.heads(), minute)
        if of != self._of:
            self._said = self._notices.said_to_all()
            self._of, self._kept = of, {}
        self._writes, self._minute = writes, minute


def minute_of(instant: datetime) -> datetime:
    """The minute that an instant is in."""
    return instant.replace(second=0, microsecond=0)
