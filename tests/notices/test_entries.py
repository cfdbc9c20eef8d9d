"""What the notices stream holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notices.entries import (
    NoticeDelivered,
    NoticeDeliveryFailed,
    NoticeEvent,
    NoticeIssued,
    NoticeWithheld,
    from_recorded,
    to_entry,
)
from rehearsals.journal.memory import MemoryJournal
from rehearsals.names import NOTICES
from runbooks.errors import JournalCorrupt
from tests.notices.factories import NIGHT, a_notice

FAILED = NoticeDeliveryFailed(
    key="DR1/OUT-EES/started",
    channel="slack",
    attempt=1,
    at=NIGHT,
    status=None,
    answer="timed out",
    retry_at=NIGHT,
)


@pytest.mark.parametrize(
    "event",
    [
        NoticeIssued(notice=a_notice(), text="EES is out of service."),
        NoticeDelivered(key="k", channel="slack", attempt=2, at=NIGHT, status=200, answer="ok"),
        FAILED,
        NoticeWithheld(key="k", channel="slack", at=NIGHT, reason="communications are off"),
    ],
)
def test_event_comes_back_as_it_was_written(event: NoticeEvent) -> None:
    """The journal loses nothing of a notice."""
    (recorded,) = MemoryJournal().append(NOTICES, 0, (to_entry(event),))
    assert from_recorded(recorded) == event


def test_unknown_event_is_named_with_its_place() -> None:
    """A stream written by a newer release is not read wrongly."""
    entry = replace(to_entry(FAILED), type="NoticeRescheduled")
    (recorded,) = MemoryJournal().append(NOTICES, 0, (entry,))
    with pytest.raises(JournalCorrupt, match=r"notices, event 1 \(NoticeRescheduled\)"):
        from_recorded(recorded)
