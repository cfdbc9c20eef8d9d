"""The sender: takes what is due to its channel, and writes down how every attempt ended.

Each channel has one delivery under way at most, on a thread of its own, so that a slow receiver
holds up neither the engine nor another channel. An attempt that a crash cut off is made again: the
first line of a notice says which one it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

from notices.book import Book, Delivery, IssuedNotice
from notices.channels import Answer, Channel
from notices.communications import Standing
from notices.entries import NoticeDelivered, NoticeDeliveryFailed, NoticeWithheld, to_entry

#: Seconds from a failed attempt to the next; after the last of them it is given up.
INTERVALS = (30, 120, 600, 1800)
#: The longest pause in seconds that another side may ask for.
LONGEST_PAUSE = 3600
#: Seconds until a delivery under way is looked at again.
LOOK_AGAIN = 0.2

_Answered = tuple[IssuedNotice, Delivery, Answer]


class Sender:
    """Delivers what a book says is waiting, over the channels that there are."""

    def __init__(self, book: Book, channels: Sequence[Channel]) -> None:
        self._book = book
        self._channels = {channel.name: channel for channel in channels}
        self._answers: SimpleQueue[_Answered] = SimpleQueue()
        self._under_way: set[str] = set()

    def step(self, now: datetime) -> datetime | None:
        """Record what was answered and begin what is due; when to look again, or None."""
        while not self._answers.empty():
            self._record(self._answers.get(), now)
        due = []
        for issued, delivery in self._waiting():
            at = delivery.retry_at or now
            if delivery.channel in self._under_way:
                continue
            if at <= now:
                self._begin(issued, delivery)
            else:
                due.append(at)
        if self._under_way:
            due.append(now + timedelta(seconds=LOOK_AGAIN))
        return min(due, default=None)

    def withhold(self, standing: Standing, now: datetime) -> None:
        """Stop for good what is on its way and may not leave as it is under this standing."""
        for issued, delivery in self._waiting():
            marked = issued.notice.test
            if standing.mode == "off" or (standing.mode == "test" and not marked):
                stopped = NoticeWithheld(
                    key=issued.notice.key,
                    channel=delivery.channel,
                    at=now,
                    reason=standing.why_withheld,
                )
                self._book.append(partial(to_entry, stopped))

    def finish(self, now: datetime, seconds: float) -> None:
        """Send what is due by `now`, and wait for the answers some seconds of real time at most."""
        end = monotonic() + seconds
        self.step(now)
        while self._under_way:
            try:
                answered = self._answers.get(timeout=max(0.0, end - monotonic()))
            except Empty:
                return
            self._record(answered, now)
            self.step(now)

    def _waiting(self) -> list[tuple[IssuedNotice, Delivery]]:
        return [
            (issued, delivery)
            for issued in self._book.notices.values()
            for delivery in issued.deliveries.values()
            if delivery.waiting and delivery.channel in self._channels
        ]

    def _begin(self, issued: IssuedNotice, delivery: Delivery) -> None:
        self._under_way.add(delivery.channel)
        work = (self._channels[delivery.channel], issued, delivery, self._answers)
        Thread(target=_deliver, args=work, name="callboard-notice", daemon=True).start()

    def _record(self, answered: _Answered, now: datetime) -> None:
        issued, delivery, answer = answered
        self._under_way.discard(delivery.channel)
        number = len(delivery.attempts) + 1
        common: dict[str, Any] = {
            "key": issued.notice.key,
            "channel": delivery.channel,
            "attempt": number,
            "at": now,
            "status": answer.status,
            "answer": answer.detail,
        }
        event = (
            NoticeDelivered(**common)
            if answer.delivered
            else NoticeDeliveryFailed(**common, retry_at=_retry_at(answer, number, now))
        )
        self._book.append(lambda: to_entry(event))


def _deliver(
    channel: Channel, issued: IssuedNotice, delivery: Delivery, answers: SimpleQueue[_Answered]
) -> None:
    try:
        answer = channel.deliver(issued.notice, issued.text)
    except Exception as error:  # noqa: BLE001 - whatever a channel raises is a failed attempt
        answer = Answer(delivered=False, detail=type(error).__name__, retry=True)
    answers.put((issued, delivery, answer))


def _retry_at(answer: Answer, number: int, now: datetime) -> datetime | None:
    """When an attempt of this number is made again; None if that is of no use."""
    if not answer.retry or number > len(INTERVALS):
        return None
    pause = max(INTERVALS[number - 1], min(answer.retry_after, LONGEST_PAUSE))
    return now + timedelta(seconds=pause)
