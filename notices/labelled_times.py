"""Times as circulars print them: `2018-06-27T20:57 BST`, and the instants they are.

A label is taken at its word, and where it does not agree with the date both readings are named.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pydantic import model_validator

from notices.checking.problems import Problem, error
from notices.checking.zone_label import OFFSETS, agrees, disagreement
from runbooks.errors import AmbiguousTime, NonExistentTime, TimeError
from runbooks.findings import Path
from runbooks.moments import YEARS, LocalTime
from runbooks.records import Record

_TIME = re.compile(
    r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(?::([0-9]{2}))? ?"
    r"(UTC|GMT|BST|Z|[+-][0-9]{2}:[0-9]{2})?$"
)
EXAMPLE = "2018-06-27T20:57 BST"


class LabelledTime(Record):
    """A time on a wall, with the label or the offset that stands behind it."""

    #: `YYYY-MM-DDTHH:MM:SS`, without zone.
    wall: str
    #: Such as `BST`, `UTC` or `+01:00`; empty if there is none.
    label: str = ""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        match = _TIME.match(value.strip()) if isinstance(value, str) else None
        if match is None:
            raise ValueError(f"is not a time; write it like {EXAMPLE}")
        day, minute, second, label = match.groups()
        wall = datetime.fromisoformat(f"{day}T{minute}:{second or '00'}")
        if wall.year not in YEARS:
            raise ValueError(f"lies outside the years {YEARS[0]} to {YEARS[-1]}")
        return {"wall": wall.isoformat(), "label": label or ""}


def placed(
    time: LabelledTime, zone: str, path: Path, *, label: str = ""
) -> tuple[datetime | None, tuple[Problem, ...]]:
    """The instant (UTC) of a time in a zone, and what is wrong with it; None if it has none.

    `label` is what stands once for all times that have none of their own.
    """
    named = time.label or label
    if not named:
        return _by_clock(time, zone, path)
    wall = datetime.fromisoformat(time.wall)
    instant = wall.replace(tzinfo=_offset(named)).astimezone(UTC)
    if named in OFFSETS and not agrees(named, instant, zone):
        return instant, (disagreement(path, named, instant, zone),)
    return instant, ()


def _by_clock(
    time: LabelledTime, zone: str, path: Path
) -> tuple[datetime | None, tuple[Problem, ...]]:
    try:
        return LocalTime(wall=time.wall).instant(zone), ()
    except TimeError as problem:
        rule = _rule_of(problem)
        return None, (error(rule, path, problem.message, problem.hint or "Correct it."),)


def _offset(label: str) -> timezone:
    if label in OFFSETS:
        return timezone(timedelta(minutes=OFFSETS[label]))
    sign = -1 if label[0] == "-" else 1
    hours, minutes = int(label[1:3]), int(label[4:])
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _rule_of(problem: TimeError) -> str:
    if isinstance(problem, AmbiguousTime):
        return "ambiguous-time"
    return "non-existent-time" if isinstance(problem, NonExistentTime) else "bad-time"
