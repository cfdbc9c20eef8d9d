"""The notices of a run with all that surrounds them, read once: deliveries, subscribers, sender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from notices.core.apply import apply_notices
from notices.core.book import CODEC, NOTHING_SAID
from notices.core.notice import Notice
from notices.core.state import NoticeBook, Thread
from notices.core.words import Kind
from notices.outbox.delivery import Delivery, DeliveryBook, DeliveryState
from notices.outbox.pulse import Health, sender_health
from notices.outbox.rows import POST, notices_stream, simulated_pool
from notices.outbox.state import DeliveryReader
from notices.subscriptions.book import subscription_ledger
from notices.subscriptions.records import RouteKind, Subscriptions
from rehearsals.clocks import VIRTUAL
from rehearsals.core.state import RunState
from rehearsals.core.words import Communications
from rehearsals.journal.port import Journal
from runbooks.errors import CallboardError

#: For so long a promised update may be late before somebody is called (time of the run): an engine
#: on a clock that runs faster publishes a little behind.
GRACE = timedelta(minutes=10)
#: What is said of each state, in the order in which they are counted.
STATE_WORDS: dict[DeliveryState, str] = {
    "acknowledged": "acknowledged",
    "delivered": "delivered",
    "accepted": "accepted by the mail server",
    "leased": "on their way",
    "pending": "waiting",
    "failing": "FAILING",
    "failed": "FAILED",
    "superseded": "superseded by a newer revision",
    "suppressed": "not made",
}
#: What people call each kind of route.
KIND_WORDS: dict[RouteKind, str] = {
    "email": "e-mail",
    "webhook": "webhook",
    "slack_webhook": "Slack",
    "slack_bot": "Slack bot",
}


def kind_said(kind: Kind) -> str:
    """A kind as people say it: `all-clear`."""
    return kind.replace("_", "-")


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticesSeen:
    """The notices of one run as they are at an instant."""

    run: str
    zone: str
    live: bool
    #: The run's time, and real time (UTC).
    now: datetime
    real_now: datetime
    book: NoticeBook
    deliveries: DeliveryBook
    subscriptions: Subscriptions
    sender: Health
    communications: Communications
    #: Whether it is a simulated run, which sends by itself and in its own time.
    simulated: bool = False
    #: Whether the run goes on: of one that is closed nobody promises anything any more.
    open: bool = True


class NoticesReader:
    """Reads the notices of a run again and again, each fact once; not for two threads at once."""

    def __init__(self, journal: Journal, run: str) -> None:
        """Read nothing yet."""
        self._journal, self._run = journal, run
        self._book = NOTHING_SAID
        self._deliveries = DeliveryReader(journal, run)
        self._subscriptions = subscription_ledger(journal, lambda: datetime.now(UTC))

    def seen(self, state: RunState, now: datetime, real_now: datetime) -> NoticesSeen:
        """The notices as they are at an instant of the run; raises JournalError."""
        for recorded in self._journal.read(notices_stream(self._run), after=self._book.seq):
            self._book = apply_notices(self._book, CODEC.from_recorded(recorded))
        simulated = state.clock.get("kind") == VIRTUAL
        pool = simulated_pool(self._run) if simulated else POST
        return NoticesSeen(
            run=self._run,
            zone=state.runbook.timezone,
            live=state.mode == "live",
            now=now,
            real_now=real_now,
            book=self._book,
            deliveries=self._deliveries.book(real_now),
            subscriptions=self._subscriptions.state(),
            sender=sender_health(self._journal, pool, real_now),
            communications=state.communications,
            simulated=simulated,
            open=state.status == "open",
        )


def notices_seen(
    journal: Journal, state: RunState, now: datetime, real_now: datetime
) -> NoticesSeen:
    """The notices of a run, read once; raises JournalError."""
    return NoticesReader(journal, state.run).seen(state, now, real_now)


def counted_states(deliveries: Iterable[Delivery]) -> str:
    """`3 acknowledged, 9 delivered, 1 FAILING`; empty if there are none."""
    found = Counter(each.state for each in deliveries)
    return ", ".join(
        f"{found[state]} {word}" for state, word in STATE_WORDS.items() if found[state]
    )


def route_words(subscriptions: Subscriptions, route_id: str) -> str:
    """`Acme Energy, e-mail (night desk)`: a route without its address, which few may see."""
    route = subscriptions.routes.get(route_id)
    if route is None:
        return route_id
    owner = subscriptions.subscribers.get(route.subscriber)
    name = owner.name if owner else route.subscriber
    return f"{name}, {KIND_WORDS[route.kind]}{f' ({route.label})' if route.label else ''}"


def of_revision(
    seen: NoticesSeen, notice: str, revision: int, *, event: str = ""
) -> Sequence[Delivery]:
    """The deliveries of a revision; of one event of it alone, if that is named."""
    found = seen.deliveries.of(notice, revision)
    return [each for each in found if not event or each.id.event == event]


def overdue_updates(seen: NoticesSeen) -> tuple[Notice, ...]:
    """The newest revisions whose promised update is overdue, while the run goes on.

    A simulated run is never late.
    """
    if seen.simulated or not seen.open:
        return ()
    newest = (thread.newest for thread in seen.book.threads.values())
    return tuple(
        one
        for one in newest
        if one is not None
        and not one.over
        and one.content.next_update_due is not None
        and seen.now - one.content.next_update_due > GRACE
    )


def named_thread(seen: NoticesSeen, word: str) -> Thread:
    """The notice that a word means, by its id or that of its outage; raises CallboardError."""
    threads = seen.book.threads
    for one in (word, word.upper(), f"{seen.run}-{word}", f"{seen.run}-{word.upper()}"):
        if one in threads:
            return threads[one]
    named = ", ".join(threads) or "none yet"
    raise CallboardError(
        f"Run {seen.run} has no notice {word}.",
        hint=f"Its notices: {named}.",
    )
