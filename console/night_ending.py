"""What a night came to for those who are told of its outages, in a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from notices.core.state import NoticeBook
from notices.office import notices_of
from notices.outbox.delivery import Delivery, DeliveryState
from notices.outbox.state import deliveries_of
from notices.subscriptions.book import subscriptions_of
from notices.subscriptions.records import Subscriptions
from rehearsals.journal.port import Journal

#: What each state of a delivery is counted as, in the order of telling.
_COUNTED: Mapping[str, tuple[DeliveryState, ...]] = {
    "taken": ("accepted", "delivered", "acknowledged"),
    "superseded by newer ones": ("superseded",),
    "not made": ("suppressed",),
    "waiting": ("pending", "leased"),
    "failing": ("failing",),
    "failed": ("failed",),
}
_BAD: tuple[DeliveryState, ...] = ("failed", "failing")


def notices_ending(journal: Journal, run: str, now: datetime) -> Iterator[str]:
    """The lines about a run's notices; none if it has none. `now` is real (UTC); JournalError."""
    book = notices_of(journal, run)
    if not book.revisions:
        return
    sent = tuple(deliveries_of(journal, run, now).deliveries.values())
    parts = (_said(book), *_withheld(book), *_sent(book, sent, subscriptions_of(journal)))
    yield f"Outage notices: {'; '.join(parts)}."
    if sent:
        yield f"  `callboard notices matrix {run} {_shown(sent)}` shows who was told."


def _said(book: NoticeBook) -> str:
    """`7 published in 62 revisions, 3 extensions, 24 reminders`."""
    threads = [thread for thread in book.threads.values() if thread.revisions]
    extended = sum(one.notice.kind == "extended" for one in book.revisions)
    reminded = sum(not one.skipped for thread in threads for one in thread.reminders)
    counts = (
        f"{len(threads)} published in {_several(len(book.revisions), 'revision')}",
        _several(extended, "extension"),
        _several(reminded, "reminder"),
    )
    return ", ".join(counts)


def _withheld(book: NoticeBook) -> Iterator[str]:
    """What kept them in the house, if anything did."""
    kept = [one for one in book.revisions if one.withheld]
    if kept:
        all_of_them = len(kept) == len(book.revisions)
        why = " and ".join(dict.fromkeys(one.withheld for one in kept))
        stayed = f"{_several(len(kept), 'revision')} stayed in the house"
        yield f"{'nothing left the house' if all_of_them else stayed}, {why}"


def _sent(
    book: NoticeBook, sent: tuple[Delivery, ...], subscriptions: Subscriptions
) -> Iterator[str]:
    """`300 deliveries to 9 subscribers: 298 taken, 2 failed`."""
    if not sent:
        if not all(one.withheld for one in book.revisions):
            yield "nobody subscribes to them"
        return
    states = Counter(one.state for one in sent)
    routes = {one.id.route for one in sent}
    told = {
        route.subscriber if route else name
        for name, route in ((name, subscriptions.routes.get(name)) for name in routes)
    }
    sums = {word: sum(states[state] for state in group) for word, group in _COUNTED.items()}
    counts = ", ".join(f"{count:,} {word}" for word, count in sums.items() if count)
    yield f"{_several(len(sent), 'delivery')} to {_several(len(told), 'subscriber')}: {counts}"


def _shown(sent: tuple[Delivery, ...]) -> str:
    """The notice that is most worth a look: one that did not reach everybody."""
    return next((one.id.notice for one in sent if one.state in _BAD), sent[0].id.notice)


def _several(count: int, word: str) -> str:
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{count:,} {word if count == 1 else plural}"
