"""Notices, subscriptions and deliveries, read once for all who ask, and always up to date.

What was folded is kept, and only what was appended since is read. Whether anybody has written at
all costs a question that does not look at any table, for what is asked for a thousand times a
second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from threading import Lock

from console.web.public_notices import LetOut, Said, communications_of, said, to_all, to_route
from console.web.reading import Reader
from notices.core.apply import apply_notices
from notices.core.book import CODEC, NOTHING_SAID
from notices.core.state import NoticeBook
from notices.outbox.rows import notices_stream
from notices.outbox.state import DeliveryBook, DeliveryReader
from notices.subscriptions.book import subscription_ledger
from notices.subscriptions.records import Route, Subscriptions
from rehearsals.clocks import VIRTUAL, run_time
from rehearsals.journal.port import Journal
from runbooks.errors import JournalError

_PREFIX = notices_stream("")


class NoticeReader:
    """Reads what was said, who is told, and what became of that; for many threads."""

    def __init__(
        self, journal: Journal, watched: Journal, reader: Reader, now: Callable[[], datetime]
    ) -> None:
        """Read nothing yet; `watched` is the same journal, looked at by nobody else."""
        self._journal = journal
        self._watched = watched
        self._reader = reader
        self._now = now
        self._lock = Lock()
        self._watch_lock = Lock()
        self._writes = 0
        self._books: dict[str, NoticeBook] = {}
        self._deliveries: dict[str, DeliveryReader] = {}
        self._subscriptions = subscription_ledger(journal, now)

    def writes(self) -> int:
        """A number that rises when anybody has written to the journal; cheap."""
        with self._watch_lock:
            self._writes += self._watched.changed()
            return self._writes

    def heads(self) -> tuple[tuple[str, int], ...]:
        """The runs that have notices, and how many facts there are of them."""
        return tuple((run, self._journal.head(notices_stream(run)).seq) for run in self.runs())

    def runs(self) -> tuple[str, ...]:
        """The runs that have notices."""
        return tuple(one.removeprefix(_PREFIX) for one in self._journal.streams(_PREFIX))

    def book(self, run: str) -> NoticeBook:
        """The notices of a run, by its whole id; raises JournalError."""
        with self._lock:
            book = self._books.get(run, NOTHING_SAID)
            for recorded in self._journal.read(notices_stream(run), after=book.seq):
                book = apply_notices(book, CODEC.from_recorded(recorded))
                self._books[run] = book
            return book

    def subscriptions(self) -> Subscriptions:
        """Who is told over which routes; raises JournalError."""
        with self._lock:
            return self._subscriptions.state()

    def deliveries(self, topic: str) -> DeliveryBook:
        """What became of the deliveries of a run, or of `subscriptions`; raises JournalError."""
        with self._lock:
            if topic not in self._deliveries:
                self._deliveries[topic] = DeliveryReader(self._journal, topic)
            return self._deliveries[topic].book(self._now())

    def said_to_all(self) -> tuple[Said, ...]:
        """What everybody may read, of all runs."""
        return tuple(one for run in self.runs() for one in self._said(run, to_all))

    def said_to(self, route: Route) -> tuple[Said, ...]:
        """What a route is for, of all runs: what it was sent, or would have been."""
        let_out = to_route(self.subscriptions(), route)
        return tuple(one for run in self.runs() for one in self._said(run, let_out))

    def _said(self, run: str, let_out: LetOut) -> Iterator[Said]:
        try:
            book = self.book(run)
            if not any(one.notice.test and not one.withheld for one in book.revisions):
                # Of the real night nothing else is asked: no run is read through for it.
                yield from said(run, book, (), let_out, now=self._now(), open_=True)
                return
            state, facts = self._reader.state(run), self._reader.facts(run)
            virtual = state.clock.get("kind") == VIRTUAL
            now = facts[-1].recorded_at if virtual else run_time(state.clock, self._now())
            stood, open_ = communications_of(facts), state.status == "open"
            yield from said(run, book, stood, let_out, now=now, open_=open_)
        except JournalError:
            # One journal that cannot be read keeps nobody from being told of the others.
            return
