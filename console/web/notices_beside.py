"""What the notices of a run add to every look at it: what was announced, and what needs somebody.

What people say is on the next page. How deliveries are is looked up once a second at most: a run
that is being told to thousands would otherwise be counted through at every look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from console.announced import announced_in
from console.needs import Need
from console.notice_needs import notice_needs
from console.notice_seen import NoticesSeen
from console.web.beside import NOTHING_BESIDE, Beside
from console.web.notice_reading import NoticeReader
from notices.core.state import NoticeBook
from notices.office import is_virtual
from notices.outbox.pulse import sender_health
from notices.outbox.rows import POST, deliveries_stream, simulated_pool
from rehearsals.core.state import RunState
from rehearsals.journal.port import Journal
from runbooks.errors import JournalError

#: Real time for which what is kept holds: while nothing changes, since a sender that dies says
#: nothing; and at most while deliveries go out.
_HOLDS, _AT_LEAST = timedelta(seconds=10), timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kept:
    beside: Beside
    book: NoticeBook
    state: RunState
    #: The number of the newest fact about deliveries, and about subscriptions.
    heads: tuple[int, int]
    at: datetime


class NoticesBeside:
    """Worked out once for all who look; for many threads."""

    def __init__(self, journal: Journal, notices: NoticeReader) -> None:
        """Look at nothing yet."""
        self._journal = journal
        self._notices = notices
        self._lock = Lock()
        self._kept: dict[str, _Kept] = {}

    def of(self, state: RunState, now: datetime, real_now: datetime) -> Beside:
        """What stands beside a run at an instant of it (UTC), and really; never raises."""
        try:
            book = self._notices.book(state.run)
            if not book.threads:
                return NOTHING_BESIDE
            kept = self._kept.get(state.run)
            if kept is not None and self._holds(kept, book, state, real_now):
                return kept.beside
            made = self._made(book, state, now, real_now)
        except JournalError as error:
            text = f"The notices of this run cannot be read: {error.args[0]}"
            return Beside(needs=(Need(kind="notices-unread", text=text, urgent=True),))
        with self._lock:
            self._kept[state.run] = made
        return made.beside

    def _holds(self, kept: _Kept, book: NoticeBook, state: RunState, real_now: datetime) -> bool:
        was = kept.state
        if kept.book is not book or was.communications != state.communications:
            return False
        if was.status != state.status:
            return False
        age = abs(real_now - kept.at)
        return age < _AT_LEAST or (age < _HOLDS and kept.heads == self._heads(state.run))

    def _made(self, book: NoticeBook, state: RunState, now: datetime, real_now: datetime) -> _Kept:
        heads = self._heads(state.run)
        # Nothing needs anybody any more once a run is over; what was announced stays told.
        seen = seen_of(self._journal, self._notices, state, now, real_now)
        needs = notice_needs(seen) if state.status == "open" else ()
        beside = Beside(needs=needs, announced=announced_in(book), seen=seen)
        return _Kept(beside=beside, book=book, state=state, heads=heads, at=real_now)

    def _heads(self, run: str) -> tuple[int, int]:
        topic = self._journal.head(deliveries_stream(run)).seq
        return topic, self._notices.subscriptions().seq


def seen_of(
    journal: Journal, notices: NoticeReader, state: RunState, now: datetime, real_now: datetime
) -> NoticesSeen:
    """The notices of a run at an instant of it (UTC), and really; raises JournalError."""
    simulated = is_virtual(state)
    pool = simulated_pool(state.run) if simulated else POST
    return NoticesSeen(
        run=state.run,
        zone=state.runbook.timezone,
        live=state.mode == "live",
        now=now,
        real_now=real_now,
        book=notices.book(state.run),
        deliveries=notices.deliveries(state.run),
        subscriptions=notices.subscriptions(),
        sender=sender_health(journal, pool, real_now),
        communications=state.communications,
        simulated=simulated,
    )
