"""Pydantic's errors turned into findings a person can act on: stable ids, plain words, hints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pendulum

from runbooks.document import Document
from runbooks.findings import Finding, Located, Path, error, shown
from runbooks.forecasting import Spread
from runbooks.near_miss import near_miss
from runbooks.outages import AccessCutoff, SubmitByTime
from runbooks.schema_kinds import (
    expects_id,
    in_way_back,
    keys_of,
    label_of,
    noun_of,
    record_at,
)

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "float_type": "a number",
    "finite_number": "a number",
    "tuple_type": "a list",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
}
_DURATIONS = {"duration", "timeout", "hard_limit", "lag", "for", "low", "likely", "high"}
_DURATIONS |= {"margin", "float_limit", "longest_awake"}
_DURATIONS |= {"holding", "round_to", "slip", "update_every", "warn", "clear_within"}
_TIMES = {"start", "restore_by", "not_before", "not_after", "fixed"}
_TIMES |= {"from", "to", "until", "before", "at"}
_MISSING = {
    "party": ("missing-owner", "Add `party:` with the id of the party that does it."),
    "owner": ("missing-owner", "Add `owner:` with the id of the party that brings the evidence."),
    "duration": (
        "missing-duration",
        "Add `duration:`, such as 45m or {low: 30m, likely: 45m, high: 2h}.",
    ),
}
#: Where `before` is how long before an outage, not a time.
_AHEAD = {AccessCutoff, SubmitByTime}
_EXAMPLES = {
    "lead": "10wd, 3d or 24h",
    "reminders": "10wd, 3d or 24h",
    "email": "name@example.org",
    "phone": "+44 20 7946 0000",
    "days": "mon-fri, or mon-thu,sat",
    "hours": "09:00-17:00, or 09:00-12:00,13:00-17:00",
    "closed": "2026-04-01, or 2026-04-10..2026-04-17",
    "open": "2026-04-01, or 2026-04-10..2026-04-17",
}
_ID_HINT = (
    "Ids begin with a letter and go on with letters, digits, dot, dash or underscore; at most 64."
)


def explain(problem: Mapping[str, Any], path: Path, document: Document) -> Located:
    """The finding that one of pydantic's errors amounts to; `path` is its place as written."""
    kind = str(problem["type"])
    at_key = kind == "extra_forbidden" or path[-1:] == ("[key]",)
    path = path[:-1] if path[-1:] == ("[key]",) else path
    if kind == "missing" or _is_empty(document, path, kind):
        finding = _missing(path, document)
    elif kind == "extra_forbidden":
        finding = _unknown_key(path, document)
    else:
        finding = _wrong_value(kind, problem, document.nearest(path), document)
    line, column = document.key_mark(path) if at_key else document.mark(finding.path)
    return Located(finding=finding, file=document.file, line=line, column=column)


def _is_empty(document: Document, path: Path, kind: str) -> bool:
    """Whether a key stands there with nothing after it, where something is needed."""
    record = record_at(path[:-1]) if path else None
    if kind == "extra_forbidden" or record is None or path[-1] not in keys_of(record):
        return False
    return document.nearest(path) == path and document.value(path) is None


def _missing(path: Path, document: Document) -> Finding:
    parent = path[:-1]
    key = str(path[-1])
    record = record_at(parent)
    label = label_of(document.data, path)
    depth = 3 if in_way_back(parent) else 2
    where = f"{noun_of(record)} in {label}" if record and len(parent) > depth else label
    rule, hint = _MISSING.get(key, ("missing-key", f"Add `{key}:`."))
    return error(rule, path, f"{_capital(where)} has no `{key}`.", hint)


def _unknown_key(path: Path, document: Document) -> Finding:
    record = record_at(path[:-1])
    known = keys_of(record) if record else ()
    noun = noun_of(record) if record else "this"
    near = near_miss(path[-1], known)
    hint = f"Did you mean `{near}`?" if near else f"Its keys are {', '.join(known)}."
    message = f"{shown(path[-1])} is not a key of {noun} (in {label_of(document.data, path)})."
    return error("unknown-key", path, message, hint)


def _wrong_value(kind: str, problem: Mapping[str, Any], path: Path, document: Document) -> Finding:
    key = _key_of(path)
    value = document.value(path)
    place = _place_of(path, document)
    if kind in _EXPECTED:
        return _wrong_type(kind, path, value, place)
    if kind == "string_pattern_mismatch":
        return _wrong_pattern(path, value, place)
    if kind in {"literal_error", "enum"}:
        return _wrong_word(problem, path, value, place)
    if key == "timezone":
        return _unknown_zone(path, value)
    if kind in {"string_too_short", "too_short"}:
        return error("schema", path, f"{_capital(place)} is empty.", "Write something there.")
    if kind == "control_character":
        message = f"{_capital(place)}: {problem['msg']}."
        return error("schema", path, message, "Remove it; only tabs and line ends may stand there.")
    rule = _rule_for(path)
    return error(
        rule, path, f"{_capital(place)}: {_plain_message(problem, value)}.", _hint_for(rule)
    )


def _place_of(path: Path, document: Document) -> str:
    """The value a message is about: `quorum` of gate G, an entry of `after` of task A, gate G."""
    label = label_of(document.data, path)
    if record_at(path[:-1]) is None and label == label_of(document.data, path[:-1]):
        return f"an entry of `{_key_of(path[:-1])}` of {label}"
    return label if record_at(path[:-1]) is None else f"`{_key_of(path)}` of {label}"


def _unknown_zone(path: Path, value: Any) -> Finding:
    near = near_miss(value, tuple(sorted(pendulum.timezones())))
    hint = f"Did you mean {near}?" if near else "Write a name such as Europe/London."
    return error("schema", path, f"{shown(value)} is not a time zone.", hint)


def _wrong_type(kind: str, path: Path, value: Any, place: str) -> Finding:
    expected = _EXPECTED[kind]
    message = f"{_capital(place)} must be {expected}, not {_described(value)}."
    if kind == "string_type" and not isinstance(value, list | dict):
        return error("schema", path, message, f'Put it in quotes: "{str(value).lower()}".')
    if kind == "tuple_type" and isinstance(value, str):
        return error("schema", path, message, f"Write it in brackets: [{shown(value)[1:-1]}].")
    return error("schema", path, message, f"Write {expected} there.")


def _wrong_pattern(path: Path, value: Any, place: str) -> Finding:
    if expects_id(path):
        return error(
            "bad-id",
            path,
            f"{_capital(place)}: {shown(_id_at(path, value))} is not an id.",
            _ID_HINT,
        )
    message = f"{_capital(place)}: {shown(value)} is not written as it should be."
    return error(
        "schema", path, message, f"Write it like {_EXAMPLES.get(_key_of(path), 'the others')}."
    )


def _wrong_word(problem: Mapping[str, Any], path: Path, value: Any, place: str) -> Finding:
    expected = str(problem["ctx"]["expected"]).replace("'", "")
    words = expected.replace(" or ", ", ").split(", ")
    near = near_miss(value, tuple(words))
    hint = f"Did you mean {near}?" if near else f"Write one of {', '.join(words)}."
    return error("schema", path, f"{_capital(place)} is {expected}, not {shown(value)}.", hint)


def _id_at(path: Path, value: Any) -> Any:
    """The id itself: the value, or the key it stands under where ids are keys."""
    return value if isinstance(value, str) else path[-1]


def _plain_message(problem: Mapping[str, Any], value: Any) -> str:
    """What pydantic or the model said, as part of a sentence, without the whole of a long value."""
    raised = problem.get("ctx", {}).get("error")
    message = str(raised) if raised is not None else str(problem["msg"])
    message = message.partition("; write it like")[0].replace(repr(value), shown(value))
    return (
        message.rstrip(".")
        .replace("Input should", "it should")
        .replace("String should", "it should")
    )


def _rule_for(path: Path) -> str:
    key = _key_of(path)
    if record_at(path[:-1]) is Spread:
        return "schema"
    if key in _DURATIONS or (key == "before" and record_at(path[:-1]) in _AHEAD):
        return "bad-duration"
    return "bad-time" if key in _TIMES else "schema"


def _hint_for(rule: str) -> str:
    return {
        "bad-duration": "Durations are written like 45m, 1h30m, 2d or PT45M.",
        "bad-time": "Times are written like 2025-09-19T18:00, or T+90m or T-10wd from the start.",
    }.get(rule, "Correct the value.")


def _key_of(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _described(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    if value is None:
        return "empty"
    return f"the text {shown(value)}" if isinstance(value, str) else shown(str(value).lower())[1:-1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
