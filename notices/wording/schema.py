"""The JSON Schema (draft 2020-12) of a notice's payload: `python -m notices.wording.schema`.

What it prints stands in `docs/notice.schema.json`. New fields may come; those that are here stay.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, get_args

from notices.core.words import (
    KINDS,
    REMINDER,
    WIRE_TYPES,
    DataHandling,
    Reason,
    Status,
)
from notices.wording.wire_words import WIRE_IMPACTS, EventStatus

_TEXT: dict[str, Any] = {"type": "string"}
_FLAG: dict[str, Any] = {"type": "boolean"}
_CODE: dict[str, Any] = {"type": "string", "minLength": 1}
_INSTANT: dict[str, Any] = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z$",
}
_PERIOD: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 50}


def json_schema() -> dict[str, Any]:
    """The schema as plain data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Callboard outage notice",
        "description": "One revision of an outage notice, or a reminder of it. A text that is empty"
        " says nothing; all instants are UTC. Apply a revision only if it is greater than the one"
        " you hold of the same id.",
        "type": "object",
        "properties": {
            "type": _word(
                (*dict.fromkeys(("outage.notice.published", *WIRE_TYPES.values())), REMINDER)
            ),
            "timestamp": _described(_INSTANT, "When this was published, or the reminder issued."),
            "data": _object(_data(), optional=("links",), more=True),
        },
        "required": ["type", "timestamp", "data"],
    }


def _data() -> dict[str, Any]:
    return {**_identity(), **_times(), **_said()}


def _identity() -> dict[str, Any]:
    revision = {"type": "integer", "minimum": 0}
    return {
        "id": _described(_CODE, "The same for all revisions."),
        "mrid": _described(_CODE, "The id once more, as REMIT messages name it."),
        "revision": _described(revision, "From 0; only the greatest one counts."),
        "revisionNumber": _described(revision, "The revision once more."),
        "kind": _described(_word(KINDS), "What is new in this revision."),
        "status": _word(get_args(Status)),
        "event_status": _word(get_args(EventStatus)),
        "reminder": _described(_or_null(_CODE), "The rung, such as 24h; null for a revision."),
        "test": _described(_FLAG, "True: a rehearsal or a test. Do not act on it."),
        "mark": _described(_TEXT, "The words that mark a rehearsal or a test."),
        "environment": _CODE,
        "created_at": _described(_INSTANT, "When the first revision was published."),
        "published_at": _INSTANT,
        "changed_fields": _list(_CODE),
        "truncated": _described(_FLAG, "Whether something was cut; links.html has all of it."),
        "links": {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}},
    }


def _times() -> dict[str, Any]:
    window = _object({"start": _or_null(_INSTANT), "end": _or_null(_INSTANT)})
    periods = _object(
        {"day": {"type": "string", "format": "date"}, "first": _PERIOD, "last": _PERIOD}
    )
    submit_by = {"what": _TEXT, "at": _INSTANT, "settlement_periods": _list(periods)}
    part = {"start": _INSTANT, "end": _INSTANT, "text": _TEXT, "impact": _or_null(_impact())}
    return {
        "window": _described(window, "The announced window."),
        "end_kind": _described(
            _word(("fixed", "not_before")), "not_before: it may last longer, until further notice."
        ),
        "end_uncertainty": _TEXT,
        "previous_window": _described(_or_null(window), "The announced window before this."),
        "actual": _described(window, "What has really happened so far."),
        "parts": _described(_list(_object(part)), "Stretches in which something else holds."),
        "access_cutoff": _or_null(_object({"what": _TEXT, "at": _INSTANT})),
        "submit_by": _list(_object(submit_by)),
        "backlog_clear_by": _or_null(_INSTANT),
        "hard_limit_at": _or_null(_INSTANT),
        "next_update_due": _described(_or_null(_INSTANT), "Null: no further word is promised."),
        "all_clear_at": _described(_or_null(_INSTANT), "When the all-clear was given."),
    }


def _said() -> dict[str, Any]:
    named = _object({"code": _CODE, "name": _TEXT})
    system = _object({"code": _CODE, "name": _TEXT, "impact": _impact()})
    return {
        "title": _TEXT,
        "cause": _TEXT,
        "reason": _word(get_args(Reason)),
        "impact": _described(_impact(), "The worst of the systems' impacts."),
        "systems": _list(system),
        "unaffected_systems": _list(named),
        "data_handling": _word(get_args(DataHandling)),
        "backlog_handling": _TEXT,
        "action_required": _TEXT,
        "workaround": _TEXT,
        "audience": _object({"roles": _list(named)}),
        "stays_closed": _described(_FLAG, "Closed for this audience though the outage has ended."),
        "returns": _described(_TEXT, "restored, replaced or retired."),
        "replaced_by": _or_null(named),
        "turned_back": _FLAG,
        "resume_at": _described(_TEXT, "What to wait for before resuming; empty: nothing."),
        "contact": _TEXT,
    }


def _impact() -> dict[str, Any]:
    return _word(tuple(dict.fromkeys(WIRE_IMPACTS.values())))


def _word(words: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(
    properties: Mapping[str, Any], *, optional: tuple[str, ...] = (), more: bool = False
) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": more,
    }


def _described(schema: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {**schema, "description": text}


def document() -> str:
    """The schema as the text of its file."""
    return json.dumps(json_schema(), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
