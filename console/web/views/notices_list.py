"""The notices of a run as those see them who answer for them: what was told, what waits; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.foreseen import Foreseen
from console.notice_seen import NoticesSeen, route_words
from console.web.views.moments import Shown, shown
from console.web.views.notices_banners import Banner, banners
from console.web.views.notices_cards import (
    DraftCard,
    NoticeCard,
    draft_card,
    forecast_ends,
    href_of,
    notice_card,
    row_id,
)
from console.web.views.notices_words import (
    FAILED,
)
from notices.outbox.delivery import Delivery


@dataclass(frozen=True, kw_only=True, slots=True)
class FailingRow:
    """A route that fails: a task for whoever keeps the notices."""

    key: str
    href: str
    who: str
    #: The notices that it did not take.
    what: str
    why: str
    attempts: int
    #: Whether another route stands in, or is tried.
    stands_in: bool
    retry_at: Shown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticesView:
    """The page."""

    banners: tuple[Banner, ...]
    drafts: tuple[DraftCard, ...]
    failing: tuple[FailingRow, ...]
    notices: tuple[NoticeCard, ...]
    #: Of the real night a notice that is none for real says so; in a rehearsal all are marked.
    marks: bool = False


def notices_shown(seen: NoticesSeen | None, foreseen: Foreseen) -> NoticesView:
    """The notices of a run as they are seen; None: nothing was said or drafted yet."""
    if seen is None or not seen.book.threads:
        return NoticesView(banners=(), drafts=(), failing=(), notices=())
    return notices_view(seen, foreseen)


def notices_view(seen: NoticesSeen, foreseen: Foreseen) -> NoticesView:
    """The notices of a run as they are seen."""
    return NoticesView(
        banners=tuple(banners(seen)),
        drafts=tuple(draft_card(seen, draft) for draft in seen.book.drafts),
        failing=tuple(_failing(seen)),
        notices=tuple(_cards(seen, forecast_ends(foreseen))),
        marks=seen.live,
    )


def _cards(seen: NoticesSeen, ends: Mapping[str, datetime]) -> Iterator[NoticeCard]:
    """What is not over first, then in order of start."""
    cards = [
        (thread.newest, notice_card(seen, thread, thread.newest, ends))
        for thread in seen.book.threads.values()
        if thread.newest is not None
    ]
    cards.sort(key=lambda pair: (pair[0].over, pair[0].window.start or pair[0].created_at))
    yield from (card for _, card in cards)


def _failing(seen: NoticesSeen) -> Iterator[FailingRow]:
    """The routes that fail for what counts now, each once."""
    routes: dict[str, list[Delivery]] = {}
    for thread in seen.book.threads.values():
        newest = thread.newest
        for one in seen.deliveries.of(thread.id, newest.revision) if newest else ():
            if one.state in FAILED:
                routes.setdefault(one.id.route, []).append(one)
    for failed in routes.values():
        yield failing_row(seen, failed)


def failing_row(seen: NoticesSeen, failed: Sequence[Delivery]) -> FailingRow:
    """A route, by all that does not arrive over it."""
    last = failed[-1]
    retries = [one.retry_at for one in failed if one.retry_at is not None]
    return FailingRow(
        key=last.key,
        href=f"{href_of(seen, last.id.notice)}#{row_id(last.id.route)}",
        who=route_words(seen.subscriptions, last.id.route),
        what=", ".join(dict.fromkeys(one.id.notice for one in failed)),
        why=last.failing or last.bounced or last.answer or "it was not taken",
        attempts=sum(len(one.attempts) for one in failed),
        stands_in=all(one.fallback for one in failed),
        retry_at=shown(min(retries, default=None), seen.zone),
    )
