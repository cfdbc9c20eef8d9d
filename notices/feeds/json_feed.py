"""Notices as data, to be asked for what is new: the same payloads as webhooks carry; pure.

Whoever asks every quarter of an hour with the cursor they got last needs nothing to be sent. It
holds whole revisions in order; a reminder is none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from notices.core.state import Revision
from notices.feeds.cursor import cursor_of, read_by
from notices.feeds.publisher import Feed
from notices.wording.canonical import canonical
from notices.wording.payload import addressed

JSON_TYPE = "application/json"
#: Revisions in one answer; a payload has 20 kB at most.
MOST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A stretch of the feed."""

    #: The oldest first.
    revisions: tuple[Revision, ...]
    #: What to ask with next, whether there is more or not.
    cursor: str
    #: Whether there is more already.
    more: bool


def page_of(revisions: Sequence[Revision], since: str = "", *, most: int = MOST) -> Page:
    """What follows a cursor, `revisions` being all that the feed shows; raises UnknownCursor.

    Without a cursor it begins with the oldest. A cursor holds whatever happens: what is not shown
    any more is left out of the next one, and what is shown again counts as new.
    """
    read = dict(read_by(since)) if since else {}
    shown = {one.notice.id for one in revisions}
    new = sorted(
        (one for one in revisions if one.notice.revision > read.get(one.notice.id, -1)),
        key=lambda one: (one.notice.published_at, one.notice.id, one.notice.revision),
    )
    page = tuple(new[:most])
    have = {notice: revision for notice, revision in read.items() if notice in shown}
    for one in page:
        have[one.notice.id] = max(one.notice.revision, have.get(one.notice.id, -1))
    return Page(revisions=page, cursor=cursor_of(have), more=len(new) > most)


def json_of(page: Page, feed: Feed) -> bytes:
    """The answer: `items`, each a payload, and `next`, the cursor to ask with the next time."""
    items = [
        json.loads(addressed(one.payload, feed.links(one.notice.id, test=one.notice.test)))
        for one in page.revisions
    ]
    body = {
        "title": feed.title,
        "publisher": feed.publisher.name,
        "feed": feed.address,
        "items": items,
        "more": page.more,
        "next": page.cursor,
    }
    return f"{canonical(body)}\n".encode()
