"""`/runs/RUN/notices/commands/NAME` and `.../redeliver`: saying something of outages, and again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from fastapi import Request
from fastapi.responses import Response
from pydantic import Field

from console.api import answers
from console.api.answers_notices import RedeliveredNotices
from console.api.beside import Register, done_beside, made_under
from console.api.bodies import Body, RawJson, Text, body_of, plain, read
from console.api.document import json_of
from console.api.finding import as_json, look_at
from console.api.keys import Key, once
from console.api.routing import Asker, Routes, TheHouse
from console.web.fields import fields_of
from console.web.notices_handing_in import redeliver_for
from console.web.notices_trying import room_of
from console.web.policy import READERS
from notices.core.asked import ApproveDraft, NoticeCommand, RejectDraft, WriteNotice, WriteUpdate
from notices.outbox.rows import deliveries_stream, notices_stream
from notices.reading import read_content

routes = Routes(tags=["notices"])
#: A notice of one's own has a body of its own: it is written as in a file.
_KINDS: Mapping[str, type[NoticeCommand]] = {
    "approve-draft": ApproveDraft,
    "reject-draft": RejectDraft,
    "write-update": WriteUpdate,
}
_MOST, _LONGEST_KEY = 1_000, 250


class WriteNoticeBody(Body):
    """A notice of one's own, such as of an emergency."""

    #: Its name within the run, such as `NTC-1`; the run's is put before it.
    name: Text
    notice: Annotated[
        dict[str, Any],
        Field(description="What it says, as `docs/notice.schema.json` describes it."),
    ]


class RedeliverBody(Body):
    """Has deliveries made once more; whoever has had one knows it by its id."""

    deliveries: Annotated[
        list[Annotated[str, Field(max_length=_LONGEST_KEY)]],
        Field(min_length=1, max_length=_MOST),
    ]


@routes.on(
    "POST", "/runs/{run}/notices/commands/write-notice", READERS, scope="act",
    answers=answers.Done, said="It is out.", body=json_of(WriteNoticeBody),
)  # fmt: skip
def write_notice(
    *, request: Request, house: TheHouse, visitor: Asker, run: str, key: Key, raw: RawJson
) -> Response:
    """Publish a notice of one's own; this is its approval."""
    look, body = look_at(house, run, to_write=True), read(WriteNoticeBody, raw)
    wish = once(visitor, key, "write-notice", body.model_dump())

    def make() -> WriteNotice:
        content = read_content(json.dumps(body.notice), now=look.now)
        return wish.asking.make(WriteNotice, {"name": body.name, "content": content})

    register = Register(
        stream=notices_stream(look.run), submit=partial(house.writer.notices, look.run)
    )
    return done_beside(request, wish, register, make)


@routes.on(
    "POST", "/runs/{run}/notices/redeliver", READERS, scope="act",
    answers=RedeliveredNotices, said="They are made once more.", body=json_of(RedeliverBody),
)  # fmt: skip
def redeliver_notices(
    *, request: Request, house: TheHouse, visitor: Asker, run: str, key: Key, raw: RawJson
) -> Response:
    """Have deliveries made once more, now; for those who keep communications."""
    look, body = look_at(house, run, to_write=True), read(RedeliverBody, raw)
    wish = once(visitor, key, "redeliver-notices", body.model_dump())
    stream = deliveries_stream(look.run)
    with request.app.state.underway.hold(wish, stream):
        before = wish.done_before(one.wish for one in made_under(request, stream, wish))
        if not before:
            redeliver_for(house, room_of(house, look, visitor), wish.asking, body.deliveries)
    keys = list(dict.fromkeys(body.deliveries))
    return as_json({"run": look.run, "repeated": before, "deliveries": keys})


def _route(name: str, kind: type[NoticeCommand]) -> None:
    model = body_of(kind, spoken=False)

    def command(
        *, request: Request, house: TheHouse, visitor: Asker, run: str, key: Key, raw: RawJson
    ) -> Response:
        look, data = look_at(house, run, to_write=True), plain(read(model, raw))
        wish = once(visitor, key, name, data)
        register = Register(
            stream=notices_stream(look.run), submit=partial(house.writer.notices, look.run)
        )
        return done_beside(
            request, wish, register, lambda: wish.asking.make(kind, fields_of(kind, data))
        )

    command.__name__ = name.replace("-", "_")
    command.__doc__ = (kind.__doc__ or "").strip()
    routes.on(
        "POST",
        f"/runs/{{run}}/notices/commands/{name}",
        READERS,
        scope="act",
        answers=answers.Done,
        said="It is done, and durable.",
        body=json_of(model),
    )(command)


for _name, _kind in _KINDS.items():
    _route(_name, _kind)
