"""A notice as machines are sent it: one JSON object, frozen with its revision.

Identity and revision have the names that suppliers' parsers of REMIT messages know (`mrid`,
`revisionNumber`) besides their short ones. `docs/notice.schema.json` says what each field may hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from notices.channels.port import Links
from notices.core.notice import Affected, Named, Notice, Part, SubmitBy, Window
from notices.core.words import REMINDER, wire_type
from notices.wording.canonical import canonical
from notices.wording.marks import led_by, mark_of
from notices.wording.phrases import (
    action_of,
    submissions_of,
    workaround_of,
    worst,
)
from notices.wording.room import Room, rooms
from notices.wording.wire_words import WIRE_IMPACTS, event_status
from runbooks.clocktime import rfc3339

#: Bytes of a payload at most, links included: receivers and relays take that much.
MOST_BYTES = 20_000
#: Of those, what is left for the links.
_LINKS = 2_500


def payload_of(notice: Notice, reminder: str = "", *, at: datetime | None = None) -> str:
    """The JSON text of a revision, or of a reminder of it; canonical, without links.

    `reminder` is the rung, and `at` the instant it is issued at. What does not fit is cut, the
    texts first; `data.truncated` says so then.
    """
    for room in rooms():
        text = canonical(_payload(notice, reminder, at or notice.published_at, room))
        if len(text.encode()) <= MOST_BYTES - _LINKS:
            return text
    raise AssertionError("the smallest room holds any notice")


def addressed(payload: str, links: Links) -> bytes:
    """The bytes that one route is sent: the payload with where its notice can be looked up."""
    told = json.loads(payload)
    where = {"html": links.html, "ics": links.ics, "json": links.json, "ack": links.acknowledge}
    told["data"]["links"] = {name: address for name, address in where.items() if address}
    return canonical(told).encode()


def _payload(notice: Notice, reminder: str, at: datetime, room: Room) -> dict[str, Any]:
    said = _said(notice, room)
    return {
        "type": REMINDER if reminder else wire_type(notice.kind, notice.revision),
        "timestamp": rfc3339(at),
        "data": _identity(notice, room)
        | {"reminder": reminder or None}
        | _times(notice, room)
        | said
        | {"truncated": room.cut_something},
    }


def _identity(notice: Notice, room: Room) -> dict[str, Any]:
    name = room.word(notice.id)
    return {
        "id": name,
        "mrid": name,
        "revision": notice.revision,
        "revisionNumber": notice.revision,
        "kind": notice.kind,
        "status": notice.status,
        "event_status": event_status(notice),
        "test": notice.test,
        "mark": mark_of(notice),
        "environment": room.word(notice.environment),
        "created_at": rfc3339(notice.created_at),
        "published_at": rfc3339(notice.published_at),
        "changed_fields": room.words(notice.changed),
    }


def _times(notice: Notice, room: Room) -> dict[str, Any]:
    content = notice.content
    before = notice.previous_window
    return {
        "window": _window(content.window),
        "end_kind": "not_before" if content.open_ended else "fixed",
        "end_uncertainty": room.text(content.end_uncertainty),
        "previous_window": None if before is None else _window(before),
        "actual": _window(content.actual),
        "parts": [_part(part, room) for part in room.some(content.parts)],
        "access_cutoff": None
        if content.cutoff is None
        else {"what": room.text(content.cutoff.what), "at": rfc3339(content.cutoff.at)},
        "submit_by": [_submit_by(one, room) for one in room.some(submissions_of(notice))],
        "backlog_clear_by": _instant(content.backlog_clear_by),
        "hard_limit_at": _instant(content.hard_limit_at),
        "next_update_due": _instant(content.next_update_due),
        "all_clear_at": _instant(content.all_clear_at),
    }


def _said(notice: Notice, room: Room) -> dict[str, Any]:
    content = notice.content
    return {
        "title": led_by(mark_of(notice), room.text(content.title)),
        "cause": room.text(content.cause),
        "reason": content.reason,
        "impact": WIRE_IMPACTS[worst(content.systems)],
        "systems": [_system(system, room) for system in room.some(content.systems)],
        "unaffected_systems": _named(content.unaffected, room),
        "data_handling": content.data_handling,
        "backlog_handling": room.text(content.backlog_handling),
        "action_required": room.text(action_of(notice)),
        "workaround": room.text(workaround_of(notice)),
        "audience": {"roles": _named(content.audience, room)},
        "stays_closed": content.stays_closed,
        "returns": room.word(content.returns),
        "replaced_by": None
        if content.replaced_by is None
        else _one_named(content.replaced_by, room),
        "turned_back": content.turned_back,
        "resume_at": room.text(content.resume_at),
        "contact": room.text(content.contact),
    }


def _system(system: Affected, room: Room) -> dict[str, str]:
    name = room.text(system.name)
    return {"code": room.word(system.id), "name": name, "impact": WIRE_IMPACTS[system.impact]}


def _named(several: Iterable[Named], room: Room) -> list[dict[str, str]]:
    return [_one_named(one, room) for one in room.some(several)]


def _one_named(one: Named, room: Room) -> dict[str, str]:
    return {"code": room.word(one.id), "name": room.text(one.name)}


def _part(part: Part, room: Room) -> dict[str, Any]:
    return {
        "start": rfc3339(part.start),
        "end": rfc3339(part.end),
        "text": room.text(part.text),
        "impact": None if part.impact is None else WIRE_IMPACTS[part.impact],
    }


def _submit_by(one: SubmitBy, room: Room) -> dict[str, Any]:
    periods = [
        {"day": period.day.isoformat(), "first": period.first, "last": period.last}
        for period in room.some(one.periods)
    ]
    return {"what": room.text(one.what), "at": rfc3339(one.at), "settlement_periods": periods}


def _window(window: Window) -> dict[str, str | None]:
    return {"start": _instant(window.start), "end": _instant(window.end)}


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else rfc3339(instant)
