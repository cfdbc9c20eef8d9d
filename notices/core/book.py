"""The notices of a run as a ledger's book: which stream it is, how it is decided and folded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from notices.core.apply import apply_notices
from notices.core.asked import NoticeCommand
from notices.core.context import Context, Words
from notices.core.decide import decide_notices
from notices.core.events import NOTICE_EVENT_TYPES, NoticeEvent
from notices.core.state import NoticeBook
from notices.outbox.rows import notices_stream
from rehearsals.core.command import Refusal
from rehearsals.core.fact import Entered
from rehearsals.journal.codec import Codec
from rehearsals.ledger import Book, Ledger

NoticeLedger = Ledger[NoticeBook, NoticeCommand, NoticeEvent]
NoticeFact = Entered[NoticeEvent]

CODEC: Codec[NoticeEvent] = Codec(NOTICE_EVENT_TYPES)
NOTHING_SAID = NoticeBook()


def notice_book(
    run: str, context: Callable[[], Context], words: Words
) -> Book[NoticeBook, NoticeCommand, NoticeEvent]:
    """The book of the notices of a run; `context` tells how the run stands when it is asked."""

    def decide(
        state: NoticeBook, command: NoticeCommand, now: datetime
    ) -> Sequence[NoticeEvent] | Refusal:
        return decide_notices(state, command, now, context(), words)

    return Book(
        stream=notices_stream(run),
        empty=NOTHING_SAID,
        codec=CODEC,
        decide=decide,
        apply=apply_notices,
    )
