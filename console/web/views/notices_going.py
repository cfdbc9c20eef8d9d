"""To whom a revision would go, over which channels, for real or as a test; pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from console.notice_out import missed_names
from console.notice_seen import KIND_WORDS, NoticesSeen
from console.web.views.notices_words import whom_words
from notices.core.events import NoticePublished
from notices.subscriptions.matching import routes_for
from notices.wording.marks import mark_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Going:
    """Where it would go."""

    #: `12 subscribers: 9 by e-mail, 3 by webhook`.
    words: str
    #: Whether it is for real, whether it is marked, and what that means.
    real: bool
    mark: str
    meaning: str
    #: Who must be told and has no route that it goes over.
    missed: tuple[str, ...]


def going(seen: NoticesSeen, published: NoticePublished) -> Going:
    """Where a revision would go if it were published now."""
    notice, subs = published.notice, seen.subscriptions
    mode = "off" if published.withheld else seen.communications
    routes = routes_for(subs, notice, mode)
    told = {route.subscriber for route in routes}
    counted = Counter(KIND_WORDS[route.kind] for route in routes)
    by = ", ".join(f"{number} by {name}" for name, number in counted.items())
    who = f"{len(told)} subscriber{'' if len(told) == 1 else 's'}"
    return Going(
        words=f"{who}: {by}" if routes else "nobody: no route takes it",
        real=not notice.test and mode == "on",
        mark=mark_of(notice),
        meaning=whom_words(mode, test=notice.test),
        missed=missed_names(subs, notice, told),
    )
