"""What people ask of deliveries, and say about them: once more, seen, came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from notices.outbox.delivery import Delivery, DeliveryBook
from notices.outbox.events import (
    DeliveryAcknowledged,
    DeliveryBounced,
    DeliveryEvent,
    DeliveryFailing,
    RedeliveryAsked,
)
from notices.outbox.rows import deliveries_stream
from notices.outbox.state import CODEC, DeliveryReader
from rehearsals.core.command import By
from rehearsals.core.fact import Entered
from rehearsals.journal.port import Journal, NewDelivery
from rehearsals.ledger import TRIES
from runbooks.errors import Conflict, JournalError, Refused

_NO_LONGER = ("superseded", "suppressed")


def redeliver(
    journal: Journal,
    topic: str,
    keys: Sequence[str],
    *,
    by: By,
    now: datetime,
) -> tuple[str, ...]:
    """Have deliveries made once more, now, under the same ids; gives their keys.

    `by` says who asks; a repeated id changes nothing. All or nothing: raises Refused for a delivery
    that there is not, or that a newer revision has replaced.
    """
    wanted = tuple(dict.fromkeys(keys))

    def asked(book: DeliveryBook) -> Sequence[DeliveryEvent]:
        for key in wanted:
            _check_again(_there(book, key))
        return [RedeliveryAsked(key=key) for key in wanted]

    due = dict.fromkeys(wanted, now)
    _enter(journal, topic, asked, by=by, now=now, again=due)
    return wanted


def acknowledge(
    journal: Journal, topic: str, key: str, *, by: By, now: datetime, how: str = "operator"
) -> bool:
    """Say that whoever reads there has seen it; whether that is new.

    `how` is `link`, `page`, `api`, or `operator` for what was said on the telephone. Raises Refused
    for a delivery that there is not.
    """

    def asked(book: DeliveryBook) -> Sequence[DeliveryEvent]:
        if _there(book, key).acknowledged_at is not None:
            return ()
        return (DeliveryAcknowledged(key=key, by=how),)

    return _enter(journal, topic, asked, by=by, now=now)


def bounce(
    journal: Journal,
    topic: str,
    key: str,
    *,
    answer: str,
    by: By,
    now: datetime,
    fallback: NewDelivery | None = None,
) -> bool:
    """Say that a mail which was accepted came back; whether that is new.

    Its route fails then, and the fallback is put on its way. Raises Refused for a delivery that
    there is not, or that no server has taken.
    """

    def asked(book: DeliveryBook) -> Sequence[DeliveryEvent]:
        known = _there(book, key)
        if known.bounced:
            return ()
        if not any(attempt.outcome == "accepted" for attempt in known.attempts):
            raise Refused(
                "not-accepted", f"{key} was not taken by any server.", hint="See its attempts."
            )
        failing = DeliveryFailing(
            key=key, reason=f"it came back: {answer}", fallback=fallback.key if fallback else ""
        )
        return DeliveryBounced(key=key, answer=answer), failing

    rows = (fallback,) if fallback else ()
    return _enter(journal, topic, asked, by=by, now=now, deliveries=rows)


def failed_of(book: DeliveryBook, notice: str) -> tuple[str, ...]:
    """The keys of a notice's deliveries that did not reach anybody, those still tried too."""
    states = ("failed", "failing")
    return tuple(one.key for one in book.of(notice) if one.state in states)


def sent_between(book: DeliveryBook, since: datetime, until: datetime) -> tuple[str, ...]:
    """The keys of the deliveries with an attempt in a stretch of time, such as of an outage there.

    What was replaced meanwhile is not among them: its newest revision is.
    """
    return tuple(
        one.key
        for one in book.deliveries.values()
        if one.state not in _NO_LONGER
        and any(since <= attempt.at < until for attempt in one.attempts)
    )


def _there(book: DeliveryBook, key: str) -> Delivery:
    known = book.deliveries.get(key)
    if known is None:
        raise Refused(
            "no-such-delivery", f"There is no delivery {key}.", hint="See the list of deliveries."
        )
    return known


def _check_again(known: Delivery) -> None:
    if known.state == "superseded":
        raise Refused(
            "superseded",
            f"{known.key} was replaced by what was said later: it would tell what no longer holds.",
            hint="Redeliver the newest revision.",
        )


def _enter(
    journal: Journal,
    topic: str,
    asked: Callable[[DeliveryBook], Sequence[DeliveryEvent]],
    *,
    by: By,
    now: datetime,
    again: Mapping[str, datetime] | None = None,
    deliveries: Sequence[NewDelivery] = (),
) -> bool:
    """Enter what is asked, decided anew after each conflict; whether there was anything to."""
    stream = deliveries_stream(topic)
    reader = DeliveryReader(journal, topic)
    for _ in range(TRIES):
        book = reader.book(now)
        events = () if by["id"] in reader.commands else asked(book)
        if not events:
            return False
        entries = [
            CODEC.to_entry(
                Entered(
                    event=event,
                    at=now,
                    recorded_at=now,
                    actor=by["actor"],
                    channel=by["channel"],
                    command=by["id"],
                    on_behalf_of=by.get("on_behalf_of"),
                )
            )
            for event in events
        ]
        try:
            journal.append(stream, reader.seq, entries, again=again or {}, deliveries=deliveries)
        except Conflict:
            continue
        return True
    raise JournalError(f"{stream} changes too fast to be written to.", hint="Try again.")
