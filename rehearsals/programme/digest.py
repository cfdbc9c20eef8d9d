"""The digest of a plan: one number for everything in a runbook that matters to those who run it.

It covers tasks, links, owners, instructions, durations, gates, outages and the way back. It covers
neither version, title, notice, contacts nor the marks of what is sourced, nor what only forecasts
and warnings go by, and not the days of a run: all wall-clock times count from the day of the
runbook's start, so that a plan is the same plan wherever it is anchored.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any

from runbooks.model import Runbook
from runbooks.moments import LocalTime
from runbooks.records import Record

#: Fields of any record that say something about the plan, or whom to ring, but change nothing.
_BESIDE = frozenset({"basis", "contacts", "notice", "version", "note"})
#: Fields of the runbook itself of which that holds.
_BESIDE_OF_ALL = frozenset({"title", "phases", "forecast", "float_limit"})


def plan_digest(runbook: Runbook) -> str:
    """The SHA-256 of what matters in a runbook, in 64 hexadecimal digits."""
    day = datetime.fromisoformat(runbook.start.wall).date()
    data = _fields(runbook, day, leave=_BESIDE_OF_ALL)
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _fields(record: Record, day: date, leave: frozenset[str] = frozenset()) -> dict[str, Any]:
    kind = type(record)
    return {
        name: _plain(value, day)
        for name, field in kind.model_fields.items()
        # What is left at its default may be a field that older releases did not know.
        if name not in leave | _BESIDE
        and (value := getattr(record, name)) != field.get_default(call_default_factory=True)
    }


def _plain(value: Any, day: date) -> Any:
    match value:
        case LocalTime():
            wall = datetime.fromisoformat(value.wall)
            return f"{(wall.date() - day).days:+}d {wall.time().isoformat()} {_offset(value)}"
        case Record():
            return _fields(value, day)
        case tuple() | list():
            return [_plain(item, day) for item in value]
        case dict():
            return {key: _plain(item, day) for key, item in value.items()}
    return value


def _offset(time: LocalTime) -> str:
    return "" if time.offset is None else f"{time.offset:+}"
