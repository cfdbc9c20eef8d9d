"""What was announced of a run's outages: their ends, and when the next word of each is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from notices.core.announced import announced_ends
from notices.core.notice import Notice
from notices.core.state import NoticeBook


@dataclass(frozen=True, kw_only=True, slots=True)
class Announced:
    """What people were told last; instants in UTC."""

    #: By outage. What nothing was told of, or what was cancelled, is not in it.
    ends: Mapping[str, datetime] = field(default_factory=dict)
    #: The newest revision of each notice, by outage: audiences may be told different things.
    newest: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)

    def next_update(self, outage: str, audience: Collection[str] = ()) -> datetime | None:
        """When the next word of an outage is due at the latest; None: nothing was promised.

        `audience` asks for what was promised to one of some groups; without, to anybody.
        """
        due = (
            one.content.next_update_due
            for one in self.newest.get(outage, ())
            if not one.over and _is_for(one, audience)
        )
        return min((at for at in due if at is not None), default=None)


#: Of a run of which nothing was said, or nobody looked.
NOTHING_ANNOUNCED = Announced()


def announced_in(book: NoticeBook) -> Announced:
    """What the notices of a run have announced."""
    if not any(thread.revisions for thread in book.threads.values()):
        return NOTHING_ANNOUNCED
    newest: dict[str, tuple[Notice, ...]] = {}
    for thread in book.threads.values():
        if thread.newest is not None and thread.outage:
            newest[thread.outage] = (*newest.get(thread.outage, ()), thread.newest)
    return Announced(ends=announced_ends(book), newest=newest)


def _is_for(notice: Notice, audience: Collection[str]) -> bool:
    told = [one.id for one in notice.content.audience]
    return not audience or not told or any(one in audience for one in told)
