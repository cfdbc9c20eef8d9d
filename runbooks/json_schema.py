"""The JSON Schema (draft 2020-12) of a runbook, for editors: it accepts what the reader accepts.

Generated from the model; only where a short form is read (a bare id for a link, a text for a
duration or a time) is the generated part replaced by what people write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runbooks.model import Runbook

_NAME = "[A-Za-z][A-Za-z0-9._-]{0,63}"
_ID = {"type": "string", "pattern": f"^{_NAME}$"}
_PLAIN = "(?=.)([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?"
_ISO = "P(?=.)([0-9]+W)?([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+S)?)?"
_LENGTH = {
    "type": "string",
    "pattern": f"^({_PLAIN}|{_ISO})$",
    "examples": ["45m", "1h30m", "2d", "PT45M"],
}
_WAIT = {
    **_LENGTH,
    "pattern": f"^({_PLAIN}|{_ISO}|[0-9]{{1,9}}ms)$",
    "examples": ["45m", "100ms"],
}
_SIGNED = {
    "type": "string",
    "pattern": f"^[+-]*({_PLAIN}|{_ISO})$",
    "examples": ["15m", "-15m"],
}
_LOCAL_TIME = {
    "title": "Local time",
    "description": "A wall-clock time, with an offset where the clocks make it ambiguous.",
    "type": "string",
    "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?\s*$",
    "examples": ["2025-09-19T18:00", "2025-10-26T01:30+00:00"],
}
_OFFSET = {
    "title": "Offset",
    "description": "A moment relative to the runbook's start: in elapsed time or working days.",
    "type": "string",
    "pattern": f"^T([+-]+({_PLAIN}|{_ISO})|[+-][0-9]{{1,6}}wd(@{_NAME})?)$",
    "examples": ["T-2h", "T+90m", "T-10wd", "T+5wd@scotland"],
}
_DURATION = {
    "title": "Duration",
    "description": "How long work takes: one value, or three of which the middle is likeliest.",
    "anyOf": [
        _LENGTH,
        {
            "type": "object",
            "properties": {"low": _LENGTH, "likely": _LENGTH, "high": _LENGTH},
            "required": ["low", "likely", "high"],
            "additionalProperties": False,
        },
    ],
}
#: Lengths of time on notices, with what stands for one that is absent.
_LENGTHS: Mapping[str, Mapping[str, str | None]] = {
    "NoticeLead": {"holding": None},
    "AccessCutoff": {"before": None},
    "SubmitByTime": {"before": None},
    "Backlog": {"clear_within": None},
    "Noticing": {
        "holding": "45m",
        "round_to": "30m",
        "slip": "30m",
        "update_every": "12h",
        "warn": "30m",
    },
}


def json_schema() -> dict[str, Any]:
    """The schema as plain data. What ids refer to is beyond it: `callboard check` sees to that."""
    schema = Runbook.model_json_schema(by_alias=True, mode="validation")
    records = schema["$defs"]
    records["LocalTime"] = _LOCAL_TIME
    records["Offset"] = _OFFSET
    records["Duration"] = _DURATION
    records["Link"]["properties"]["lag"] = {**_SIGNED, "title": "Lag", "default": "0m"}
    records["Link"] = _or_id(records["Link"])
    records["WaitRun"]["properties"]["for"] = {"anyOf": [_WAIT, {"type": "null"}], "title": "For"}
    records["WayBack"]["properties"]["margin"] = {**_LENGTH, "title": "Margin", "default": "0m"}
    _say_lengths(records)
    limit = {"anyOf": [_LENGTH, {"type": "null"}], "title": "Float limit", "default": None}
    schema["properties"]["float_limit"] = limit
    _close_mappings(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Callboard runbook",
    }


def _say_lengths(records: dict[str, Any]) -> None:
    """Lengths of time within the records on notices: a text, where the model holds seconds."""
    for name, fields in _LENGTHS.items():
        for key, default in fields.items():
            title = key.replace("_", " ").capitalize()
            length = _LENGTH if default else {"anyOf": [_LENGTH, {"type": "null"}]}
            records[name]["properties"][key] = {**length, "title": title, "default": default}


def _or_id(record: dict[str, Any]) -> dict[str, Any]:
    """A record that may also be written as the bare id of a task."""
    described = {key: record[key] for key in ("title", "description")}
    return {**described, "anyOf": [_ID, record]}


def _close_mappings(schema: Any) -> None:
    """Refuse keys that are not ids, where a mapping goes from ids to records."""
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            _close_mappings(part)
    elif isinstance(schema, list):
        for part in schema:
            _close_mappings(part)
