"""`/runs/RUN/notices`: what was said, to whom it was sent, what became of it, who has read it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from fastapi.responses import Response

from console.api import answers_notices as answers
from console.api.beside import made_under
from console.api.bodies import Body, RawJson, Text, read
from console.api.document import json_of
from console.api.finding import PAGE, After, Limit, as_json, look_at, missing
from console.api.keys import Key, once
from console.api.problems import ApiProblem
from console.api.routing import Asker, Routes, TheHouse
from console.notice_data import delivery_data, thread_data
from console.notice_seen import NoticesSeen
from console.web.feeding import where
from console.web.notice_looks import seen_in
from console.web.notices_doing import acknowledge_for
from console.web.policy import READERS
from notices.core.state import Thread
from notices.feeds.cursor import LONGEST, UnknownCursor
from notices.feeds.json_feed import page_of
from notices.feeds.selection import told
from notices.outbox.rows import deliveries_stream
from notices.wording.payload import addressed
from runbooks.clocktime import rfc3339

routes = Routes(tags=["notices"])


class AcknowledgeBody(Body):
    """Says that whoever was sent a notice has read it, such as on the telephone."""

    #: The key of the delivery.
    delivery: Text
    how: Literal["operator", "api"] = "operator"


@routes.on("GET", "/runs/{run}/notices", READERS, answers=answers.Notices, said="The notices.")
def list_notices(house: TheHouse, run: str) -> Response:
    """List the notices of a run as they were said last, with how many deliveries stand how."""
    look = look_at(house, run)
    seen = seen_in(house, look)
    return as_json(
        {
            "run": look.run,
            "timezone": seen.zone,
            "communications": seen.communications,
            "notices": [_summary(seen, thread) for thread in seen.book.threads.values()],
        }
    )


@routes.on(
    "GET", "/runs/{run}/notices/feed", READERS, answers=answers.NoticeFeed, said="What is new."
)
def follow_notices(
    house: TheHouse,
    run: str,
    since: Annotated[
        str, Query(max_length=LONGEST, description="`next` of the answer before; else all.")
    ] = "",
) -> Response:
    """List the revisions that went out, behind a cursor: those of rehearsals and tests too."""
    look = look_at(house, run)
    try:
        page = page_of(told((house.notices.book(look.run),)), since)
    except UnknownCursor as error:
        raise ApiProblem(
            404, "unknown-cursor", "This cursor is none.", "Ask once without `since`."
        ) from error
    items = [
        json.loads(addressed(one.payload, where(house, one.notice.id))) for one in page.revisions
    ]
    return as_json({"run": look.run, "items": items, "more": page.more, "next": page.cursor})


@routes.on(
    "GET", "/runs/{run}/notices/{notice}", READERS, answers=answers.OneNotice, said="The notice."
)
def show_notice(house: TheHouse, run: str, notice: str) -> Response:
    """Show a notice with all its revisions, its reminders, and its open draft."""
    seen = seen_in(house, look_at(house, run))
    data = thread_data(seen, _thread(seen, notice))
    return as_json({key: value for key, value in data.items() if key != "deliveries"})


@routes.on(
    "GET", "/runs/{run}/notices/{notice}/deliveries", READERS, answers=answers.Deliveries,
    said="The deliveries.",
)  # fmt: skip
def list_deliveries(
    *, house: TheHouse, run: str, notice: str, after: After = 0, limit: Limit = PAGE
) -> Response:
    """List the deliveries of a notice in order, a page at a time."""
    look = look_at(house, run)
    seen = seen_in(house, look)
    found = seen.deliveries.of(_thread(seen, notice).id)
    page = found[after : after + limit]
    more = after + limit < len(found)
    return as_json(
        {
            "run": look.run,
            "deliveries": [delivery_data(one) for one in page],
            "next": after + limit if more else None,
            "total": len(found),
        }
    )


@routes.on(
    "POST", "/runs/{run}/notices/acknowledge", READERS, scope="act",
    answers=answers.AcknowledgedDelivery, said="It is noted.", body=json_of(AcknowledgeBody),
)  # fmt: skip
def acknowledge_delivery(
    *, request: Request, house: TheHouse, visitor: Asker, run: str, key: Key, raw: RawJson
) -> Response:
    """Note that whoever was sent a notice has read it; for those who keep communications."""
    look, body = look_at(house, run, to_write=True), read(AcknowledgeBody, raw)
    wish = once(visitor, key, "acknowledge-delivery", body.model_dump())
    stream = deliveries_stream(look.run)
    with request.app.state.underway.hold(wish, stream):
        before = wish.done_before(one.wish for one in made_under(request, stream, wish))
        new = before or acknowledge_for(
            house, look, wish.asking, delivery=body.delivery, how=body.how
        )
    return as_json({"run": look.run, "delivery": body.delivery, "new": new})


def _thread(seen: NoticesSeen, notice: str) -> Thread:
    thread = seen.book.thread(notice)
    if thread is None:
        raise missing("notice", notice[:100])
    return thread


def _summary(seen: NoticesSeen, thread: Thread) -> dict[str, Any]:
    newest = thread.newest
    due = newest.content.next_update_due if newest else None
    return {
        "id": thread.id,
        "outage": thread.outage,
        "revision": newest.revision if newest else None,
        "kind": newest.kind if newest else None,
        "status": newest.status if newest else None,
        "title": newest.content.title if newest else None,
        "test": newest.test if newest else None,
        "published_at": rfc3339(newest.published_at) if newest else None,
        "next_update_due": rfc3339(due) if due else None,
        "draft": thread.draft is not None,
        "deliveries": dict(Counter(one.state for one in seen.deliveries.of(thread.id))),
    }
