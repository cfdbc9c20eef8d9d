"""Reading over what is about to go out: in its words, to whom, and beside what was said last."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from fastapi import Request
from fastapi.responses import Response

from console.web.house import House
from console.web.notices_trying import Room, doubts_about
from console.web.rendering import page
from console.web.views.notices_cards import forecast_ends
from console.web.views.notices_content import content_rows, text_diff
from console.web.views.notices_going import going
from console.web.views.notices_words import KINDS
from notices.core.events import NoticePublished


def confirm_page(
    request: Request,
    room: Room,
    published: NoticePublished,
    *,
    action: str,
    back: str,
    kept: Mapping[str, str],
) -> Response:
    """The page on which somebody says yes; nothing has gone out yet.

    `action` is where its form goes, `kept` what the fields held.
    """
    notice, seen = published.notice, room.seen
    thread = seen.book.thread(notice.id)
    last = thread.revisions[-1] if thread and thread.revisions else None
    before = last.notice.content if last else None
    house: House = request.app.state.house
    ends = forecast_ends(house.foreseen(room.look))
    rows = content_rows(before, notice.content, seen.zone)
    return page(
        request,
        "notice_confirm.html.j2",
        title=f"Read it over: {notice.id}",
        look=room.look,
        notice=notice,
        kind=KINDS[notice.kind],
        goes=going(seen, published),
        text=published.text,
        rows=[row for row in rows if row.changed],
        doubts=doubts_about(notice.content, room, forecast=ends.get(notice.outage)),
        diff=text_diff(last.text if last else "", published.text),
        action=action,
        back=back,
        kept=kept,
        key=uuid4().hex,
    )
