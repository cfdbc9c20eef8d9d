"""The notices of a run for people and programs: the in-app copy, with the proof of delivery."""

from __future__ import annotations

from typing import Any

from notices.book import Book, Delivery, IssuedNotice
from notices.entries import to_entry
from notices.notice import Notice
from rehearsals.journal.fields import Shape
from rehearsals.journal.port import Journal

_NOTICE = Shape.of(Notice)


def notices_of(journal: Journal, run: str) -> tuple[IssuedNotice, ...]:
    """All notices of a run in order of issue; raises JournalCorrupt."""
    return tuple(Book(journal, run).notices.values())


def listing_data(issued: IssuedNotice) -> dict[str, Any]:
    """A notice as JSON: `notice` with its fields (times RFC 3339), `text`, and `deliveries`.

    `withheld` says why it left over no channel; it is empty if nothing held it back.
    """
    return {
        "notice": _NOTICE.encode(issued.notice),
        "text": issued.text,
        "withheld": issued.withheld,
        "deliveries": [_delivery_data(delivery) for delivery in issued.deliveries.values()],
    }


def _delivery_data(delivery: Delivery) -> dict[str, Any]:
    return {
        "channel": delivery.channel,
        "state": delivery.state,
        "attempts": [to_entry(attempt).data for attempt in delivery.attempts],
    }
