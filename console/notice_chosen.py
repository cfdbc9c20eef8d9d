"""Which deliveries somebody means: by their keys, or of a notice, to somebody, that failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from console.notice_seen import NoticesSeen, named_thread
from notices.outbox.delivery import Delivery
from notices.outbox.rows import SAID
from runbooks.errors import CallboardError

#: What did not arrive, and is not tried any more or soon.
_FAILED = ("failing", "failed")


def chosen(
    seen: NoticesSeen, words: Sequence[str], *, to: str | None = None, failed: bool = False
) -> tuple[Delivery, ...]:
    """The deliveries of the newest revisions that words mean; raises CallboardError for none.

    `to` is a subscriber or a route; `failed` keeps those alone that failed.
    """
    if not words:
        raise CallboardError(
            "Nothing is named that is to be made again.",
            hint=f"Name a notice: `callboard notices redeliver {seen.run} NOTICE --failed`.",
        )
    found = [
        delivery
        for word in words
        for delivery in _meant(seen, word)
        if (to is None or to in _names(seen, delivery))
        and (not failed or delivery.state in _FAILED)
    ]
    if found:
        return tuple(dict.fromkeys(found))
    raise CallboardError(
        f"No delivery of {', '.join(words)} is meant by that.",
        hint=f"See them with `callboard notices show {seen.run} NOTICE`, or as JSON with --json.",
    )


def of_one(seen: NoticesSeen, word: str, *, to: str | None) -> tuple[Delivery, ...]:
    """The deliveries to one subscriber, or one by its key; raises CallboardError for none.

    A notice alone would be everybody's: what one of them said is not what all of them did.
    """
    if to is None and "/" not in word:
        raise CallboardError(
            f"{word} went to several: say to whom of them.",
            hint="Give the subscriber's id with --to; see `callboard subscribers list`.",
        )
    return chosen(seen, (word,), to=to)


def _meant(seen: NoticesSeen, word: str) -> Iterator[Delivery]:
    if "/" in word:
        delivery = seen.deliveries.deliveries.get(word)
        if delivery is not None:
            yield delivery
        return
    thread = named_thread(seen, word)
    if thread.newest is not None:
        for delivery in seen.deliveries.of(thread.id, thread.newest.revision):
            if delivery.id.event == SAID:
                yield delivery


def _names(seen: NoticesSeen, delivery: Delivery) -> tuple[str, ...]:
    """The route, and whose it is, by id and by name."""
    route = seen.subscriptions.routes.get(delivery.id.route)
    owner = seen.subscriptions.subscribers.get(route.subscriber) if route else None
    return (delivery.id.route, *((owner.id, owner.name) if owner else ()))
