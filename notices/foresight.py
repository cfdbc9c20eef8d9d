"""When open outages will probably end: the forecast, asked no more often than it can matter.

One is made only while an announced outage is open; only when the likely end has moved, or after a
while; and not at all while even the longest durations would end before the announced end. In the
last minutes before an announced end every new fact is worth one, and so is the way back.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from notices.core.state import NoticeBook
from notices.foresight_ahead import structure
from notices.trials import latest_ends
from rehearsals.core.service import closing_end
from rehearsals.core.state import RunState
from rehearsals.outlook.outages import outage_of
from rehearsals.outlook.rest import Rest

#: Between two forecasts at least, and by how much a likely end must move to ask for one.
AT_LEAST, WORTH = timedelta(minutes=10), timedelta(minutes=1)
#: So long before an announced end any fact may show that it is not kept; without one, in between.
LAST, OFTEN = timedelta(minutes=10), timedelta(minutes=3)
#: Without news: after this share of what is left until the first announced end.
SHARE = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """What was forecast last (instants of the run, UTC)."""

    #: P80 of the ends by outage, or an instant that no trial passes and that is early enough.
    ends: Mapping[str, datetime] = field(default_factory=dict)
    #: Since when an end has been back within the announced one.
    within_since: Mapping[str, datetime] = field(default_factory=dict)
    #: When it is of use to look again though nothing happens; None: not by the clock alone.
    next_at: datetime | None = None


NOTHING = Foreseen()


class Foresight:
    """The forecast of one run's outages, kept from one look to the next."""

    def __init__(self) -> None:
        self._kept = NOTHING
        self._announced: Mapping[str, datetime] = {}
        self._likely: Mapping[str, datetime] = {}
        self._at: datetime | None = None
        #: The way of the run by which it was made, and how many facts there were.
        self._made_by: Hashable = None
        self._seq = 0

    def look(self, rest: Rest, book: NoticeBook) -> Foreseen:
        """What is to be foreseen now; perhaps what was before."""
        now, announced = rest.now, concerned(rest.state, book)
        if not announced:
            self._at, self._announced, self._kept = None, {}, NOTHING
            return NOTHING
        likely = {key: at for key in announced if (at := outage_of(rest, key).ends_at) is not None}
        if self._is_old(rest.state, now, announced, likely):
            self._at, self._announced, self._likely = now, announced, likely
            self._made_by, self._seq = structure(rest.state), rest.state.seq
            self._kept = self._made(rest, announced, latest_ends(rest, announced))
        elif announced != self._announced:
            # A new end was told: what was foreseen still holds, set against that.
            self._announced = announced
            self._kept = self._made(rest, announced, self._kept.ends)
        return self._kept

    def _is_old(
        self,
        state: RunState,
        now: datetime,
        announced: Mapping[str, datetime],
        likely: Mapping[str, datetime],
    ) -> bool:
        if self._at is None or announced.keys() - self._announced.keys():
            return True
        if structure(state) != self._made_by:
            return True
        if state.seq != self._seq and _is_near(now, announced):
            return True
        if self._kept.next_at is not None and now >= self._kept.next_at:
            return True
        moved = any(abs(at - self._likely.get(key, now)) >= WORTH for key, at in likely.items())
        return moved and now - self._at >= AT_LEAST

    def _made(
        self, rest: Rest, announced: Mapping[str, datetime], ends: Mapping[str, datetime]
    ) -> Foreseen:
        since = {
            key: self._kept.within_since.get(key, rest.now)
            for key, at in ends.items()
            if key in announced and at <= announced[key]
        }
        first = min(announced.values())
        pause = max(AT_LEAST, (first - rest.now) / SHARE)
        if _is_near(rest.now, announced):
            pause = OFTEN
        elif rest.now < first - LAST < rest.now + pause:
            pause = first - LAST - rest.now
        return Foreseen(ends=ends, within_since=since, next_at=(self._at or rest.now) + pause)


def concerned(state: RunState, book: NoticeBook) -> dict[str, datetime]:
    """The announced ends of outages that are open and that a task is still to close."""
    found: dict[str, datetime] = {}
    for thread in book.threads.values():
        newest, key = thread.newest, thread.outage
        if newest is None or newest.status != "started" or not state.outage(key).is_open:
            continue
        end = newest.window.end
        if end is not None and closing_end(state, key) is not None:
            found[key] = min(end, found.get(key, end))
    return found


def _is_near(now: datetime, announced: Mapping[str, datetime]) -> bool:
    """Whether an announced end comes within minutes; behind it there is no hurry any more."""
    return any(at - LAST <= now < at for at in announced.values())
