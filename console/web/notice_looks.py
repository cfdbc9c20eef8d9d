"""The notices of a run with all that surrounds them, as the console has read it for all who ask."""

from __future__ import annotations

from console.notice_seen import NoticesSeen
from console.web.house import House
from console.web.notices_beside import seen_of
from console.web.reading import Look


def seen_in(house: House, look: Look) -> NoticesSeen:
    """The notices of a run as they are now; raises JournalError."""
    return seen_of(house.journal, house.notices, look.state, look.now, look.real_now)
