"""Published revisions to make feeds of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from notices.core.notice import Affected, Content, Notice, Window
from notices.core.state import NoticeBook, Revision, Thread
from notices.feeds.publisher import Feed, Publisher
from notices.wording.payload import payload_of
from notices.wording.text import notice_text

TOLD = datetime(2026, 9, 4, 9, 30, tzinfo=UTC)
#: 18 September 2026, 21:00 BST, for eleven hours.
START = datetime(2026, 9, 18, 20, 0, tzinfo=UTC)
END = START + timedelta(hours=11)
PUBLISHER = Publisher(
    name="Outage notices", address="notices@programme.example", domain="notices.example"
)
FEED = Feed(
    publisher=PUBLISHER,
    title="Outages, all of them",
    address="https://callboard.example/outages.ics",
    base="https://callboard.example",
)
PAGE = "https://callboard.example/outages/M10-OUT-EES"


def a_notice(*, content: dict[str, Any] | None = None, **fields: Any) -> Notice:
    """EES is out of service from 18 September 21:00 BST for eleven hours; for real."""
    said = Content(
        title="EES out of service",
        systems=(Affected(id="EES", name="Electricity Enquiry Service"),),
        window=Window(start=START, end=END),
    )
    usual = Notice(
        id="M10-OUT-EES",
        revision=0,
        kind="firm",
        status="firm",
        run="M10",
        outage="OUT-EES",
        test=False,
        live=True,
        environment="production",
        zone="Europe/London",
        content=replace(said, **content or {}),
        created_at=TOLD,
        published_at=TOLD,
        approved_by="ada",
    )
    return replace(usual, **fields)


def revised(notice: Notice, *, content: dict[str, Any] | None = None, **fields: Any) -> Notice:
    """The revision after it, a day later."""
    usual: dict[str, Any] = {
        "revision": notice.revision + 1,
        "published_at": notice.published_at + timedelta(days=1),
        "content": replace(notice.content, **content or {}),
    }
    return replace(notice, **usual | fields)


def published(*notices: Notice) -> tuple[Revision, ...]:
    """The notices with their words."""
    return tuple(
        Revision(notice=one, text=notice_text(one), payload=payload_of(one)) for one in notices
    )


def book_of(*revisions: Revision) -> NoticeBook:
    """The book that holds them."""
    threads: dict[str, Thread] = {}
    for one in revisions:
        before = threads.get(one.notice.id, Thread(id=one.notice.id, outage=one.notice.outage))
        threads[one.notice.id] = replace(before, revisions=(*before.revisions, one))
    return NoticeBook(threads=threads)
