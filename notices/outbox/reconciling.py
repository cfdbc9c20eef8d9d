"""Rows that are missing: who joined late gets what is current, and a fan-out that was missed heals.

Fan-out looks at the routes there are when a revision is published. Whoever confirms a route after
that, or has it enabled again, would hear nothing until the next revision: so it is compared again
whenever either changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from notices.core.communications import Standing
from notices.core.notice import Notice
from notices.core.state import NoticeBook
from notices.outbox.asking import redeliver
from notices.outbox.rows import SAID, DeliveryId, notices_stream
from notices.outbox.state import DeliveryReader
from notices.subscriptions.matching import routes_for
from notices.subscriptions.records import Subscriptions
from rehearsals.core.command import By
from rehearsals.core.events import Communications
from rehearsals.journal.port import Journal, NewDelivery, QueuedDelivery
from rehearsals.ledger import TRIES
from runbooks.errors import Conflict

#: How long after it the end of an outage is still told to those who were told of its beginning.
END_IS_NEWS = timedelta(days=7)

#: Who asks for what rested.
RECONCILER = "reconciler"

#: The rows of a notice's event over some routes, at an instant of the run.
Rows = Callable[[Notice, str, Sequence[str], datetime], tuple[NewDelivery, ...]]


class Office(Protocol):
    """What is asked of `notices.office.NoticeOffice`."""

    run: str

    def state(self) -> NoticeBook:
        """The notices as they are now."""

    def subscriptions(self) -> Subscriptions:
        """Who is told."""

    def standing(self) -> Standing:
        """How communications stand."""

    def rows_for(
        self, notice: Notice, event: str, routes: Sequence[str], now: datetime
    ) -> tuple[NewDelivery, ...]:
        """The rows that put a revision on its way."""


class Reconciler:
    """Adds what is missing for one run; it looks closer only if something has changed."""

    def __init__(self, office: Office, journal: Journal) -> None:
        self._office = office
        self._journal = journal
        self._reader = DeliveryReader(journal, office.run)
        self._seen: tuple[int, int, Communications] | None = None

    def __call__(self, now: datetime) -> datetime | None:
        """Add the rows, at an instant of the run; nothing is ever due by itself."""
        stream = notices_stream(self._office.run)
        for _ in range(TRIES):
            book, subs = self._office.state(), self._office.subscriptions()
            mode = self._office.standing().mode
            if (seen := (book.seq, subs.seq, mode)) == self._seen:
                return None
            queued = {row.key: row for row in self._journal.queued(self._office.run)}
            rows = missing_rows(
                book,
                subs,
                queued,
                mode=mode,
                now=now,
                rows=self._office.rows_for,
                rests=lambda key: self._reader.known(key).rests,
            )
            new = [row for row in rows if row.key not in queued]
            try:
                if new:
                    # Only if nothing was said meanwhile that these would come behind.
                    self._journal.append(stream, book.seq, (), deliveries=new)
            except Conflict:
                continue
            self._wake([row for row in rows if row.key in queued], seen)
            self._seen = seen
            break
        return None

    def _wake(self, rows: Sequence[NewDelivery], seen: tuple[int, int, Communications]) -> None:
        if rows:
            by = By(id=f"reconciled:{seen}", actor=RECONCILER, channel=RECONCILER)
            keys = [row.key for row in rows]
            redeliver(self._journal, self._office.run, keys, by=by, now=rows[0].due_at)


def missing_rows(
    book: NoticeBook,
    subs: Subscriptions,
    queued: Mapping[str, QueuedDelivery],
    *,
    mode: Communications,
    now: datetime,
    rows: Rows,
    rests: Callable[[str], bool],
) -> tuple[NewDelivery, ...]:
    """The rows to add for the newest revision of each notice; none for one that was withheld. Pure.

    `queued` are the run's rows, `now` is on the run's clock. Among what is found are rows that are
    there and rest, as `rests` says of a key, whose routes are used again. Of an outage that is over
    only those are told, for a week, to whom an earlier revision went.
    """
    told = _told(queued.values(), rests)
    found: list[NewDelivery] = []
    for thread in book.threads.values():
        if thread.revisions and not thread.revisions[-1].withheld:
            notice = thread.revisions[-1].notice
            routes = tuple(_routes(notice, subs, told.get(notice.id, {}), mode, now))
            found += rows(notice, SAID, routes, now)
    return tuple(found)


def _told(
    queued: Iterable[QueuedDelivery], rests: Callable[[str], bool]
) -> Mapping[str, Mapping[str, int]]:
    """The newest revision that each route has a row of, by notice; one of a reminder will do.

    A row that rests is none. It was settled without an attempt: only of those it is asked.
    """
    told: dict[str, dict[str, int]] = {}
    for row in queued:
        if row.place == "settled" and not row.attempts and rests(row.key):
            continue
        named = DeliveryId.of(row.key)
        routes = told.setdefault(named.notice, {})
        routes[named.route] = max(named.revision, routes.get(named.route, -1))
    return told


def _routes(
    notice: Notice,
    subs: Subscriptions,
    told: Mapping[str, int],
    mode: Communications,
    now: datetime,
) -> Iterator[str]:
    late = now > notice.published_at + END_IS_NEWS
    for route in routes_for(subs, notice, mode):
        newest = told.get(route.id)
        if newest == notice.revision or (notice.over and (newest is None or late)):
            continue
        yield route.id
