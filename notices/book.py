"""The book of a run's notices: what was issued, over which channels, and what became of it.

Folded from the `notices` stream and the outbox; nothing here is kept anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from notices.entries import (
    NoticeDelivered,
    NoticeDeliveryFailed,
    NoticeIssued,
    NoticeWithheld,
    from_recorded,
    key_of,
)
from notices.notice import Notice
from rehearsals.journal.port import Entry, Journal, OutboxRow, Recorded
from rehearsals.names import NOTICES
from runbooks.errors import Conflict, JournalError

#: Conflicts in a row after which something else must be wrong.
TRIES = 100
DeliveryState = Literal["pending", "retrying", "delivered", "failed", "withheld", "superseded"]
#: What can have become of a notice on its way.
Attempt = NoticeDelivered | NoticeDeliveryFailed | NoticeWithheld


@dataclass(slots=True)
class Delivery:
    """A notice on its way over one channel."""

    channel: str
    attempts: list[Attempt] = field(default_factory=list)
    #: A newer revision was issued: sent now, this one would only mislead.
    superseded: bool = False

    @property
    def state(self) -> DeliveryState:
        """What became of it so far."""
        last = self.attempts[-1] if self.attempts else None
        if isinstance(last, NoticeDelivered):
            return "delivered"
        if isinstance(last, NoticeWithheld):
            return "withheld"
        if last and last.retry_at is None:
            return "failed"
        if self.superseded:
            return "superseded"
        return "retrying" if last else "pending"

    @property
    def retry_at(self) -> datetime | None:
        """When it is due again; None if it has not been tried yet, or never will be."""
        last = self.attempts[-1] if self.attempts else None
        return last.retry_at if isinstance(last, NoticeDeliveryFailed) else None

    @property
    def waiting(self) -> bool:
        """Whether it still has to be delivered."""
        return self.state in ("pending", "retrying")


@dataclass(slots=True)
class IssuedNotice:
    """A notice, its words, and its deliveries by channel."""

    notice: Notice
    text: str
    #: Why it left over no channel; empty if nothing held it back.
    withheld: str = ""
    deliveries: dict[str, Delivery] = field(default_factory=dict)


class Book:
    """The notices of one run, as far as they have been read, in order of issue."""

    def __init__(self, journal: Journal, run: str) -> None:
        """Read what there is."""
        self._journal = journal
        self._run = run
        self._seq = 0
        self.notices: dict[str, IssuedNotice] = {}
        self.catch_up()

    def next_revision(self, outage: str) -> int:
        """The revision of the next notice about an outage."""
        return sum(issued.notice.outage == outage for issued in self.notices.values())

    def append(self, make: Callable[[], Entry | None], *, also: Sequence[OutboxRow] = ()) -> None:
        """Append what `make` gives, made again from the newest state if somebody else was first.

        Nothing is written if it gives None. Raises JournalError if others never stop writing.
        """
        for _ in range(TRIES):
            entry = make()
            if entry is None:
                return
            try:
                self._journal.append(NOTICES, self._seq, (entry,), also=also)
            except Conflict:
                self.catch_up()
                continue
            self.catch_up()
            return
        raise JournalError(
            "The notices change too fast to be written to.", hint="Run `callboard resume`."
        )

    def outbox_rows(self, key: str, channels: Sequence[str]) -> tuple[OutboxRow, ...]:
        """The rows that put a notice on its way over some channels."""
        return tuple(
            OutboxRow(
                key=f"notice/{key}/{name}", topic=self._topic, payload={"key": key, "channel": name}
            )
            for name in channels
        )

    def catch_up(self) -> None:
        """Read what has come in since the last time."""
        news = [from_recorded(recorded) for recorded in self._unread()]
        own = [event for event in news if key_of(event).startswith(f"{self._run}/")]
        for event in own:
            if isinstance(event, NoticeIssued):
                self.notices[event.notice.key] = IssuedNotice(
                    notice=event.notice, text=event.text, withheld=event.withheld
                )
            else:
                self._delivery(event.key, event.channel).attempts.append(event)
        if any(isinstance(event, NoticeIssued) for event in own):
            self._match_outbox()

    @property
    def _topic(self) -> str:
        return f"notices/{self._run}"

    def _unread(self) -> Iterator[Recorded]:
        for recorded in self._journal.read(NOTICES, after=self._seq):
            self._seq = recorded.seq
            yield recorded

    def _match_outbox(self) -> None:
        for row in self._journal.outbox(self._topic):
            self._delivery(row.payload["key"], row.payload["channel"])
        newest = {issued.notice.id: key for key, issued in self.notices.items()}
        for key, issued in self.notices.items():
            for delivery in issued.deliveries.values():
                delivery.superseded = newest[issued.notice.id] != key

    def _delivery(self, key: str, channel: str) -> Delivery:
        return self.notices[key].deliveries.setdefault(channel, Delivery(channel=channel))
