"""Moments as a runbook writes them: a local wall-clock time, or an offset from the start.

A wall-clock time is kept as written, so that it survives being moved to another date; it becomes
an instant (aware, UTC) only when it is placed in a zone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Any

from pendulum.tz.exceptions import AmbiguousTime as PendulumAmbiguousTime
from pendulum.tz.exceptions import NonExistingTime
from pydantic import (
    BeforeValidator,
    PlainSerializer,
    ValidationInfo,
    model_serializer,
    model_validator,
)

from runbooks.clocktime import zone_named
from runbooks.durations import format_seconds, parse_signed_seconds
from runbooks.errors import AmbiguousTime, NonExistentTime
from runbooks.records import Id, Record

#: Years in which the rules of time zones are known, and sums of durations are sure to work.
YEARS = range(1970, 2200)
#: Of offsets in working days: more than any programme has.
MOST_WORKING_DAYS = 3_660
_WORKING_DAYS = re.compile(r"^T([+-])([0-9]{1,6})wd(?:@([A-Za-z][A-Za-z0-9._-]{0,63}))?$")
_LOCAL = re.compile(r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?$")


class LocalTime(Record):
    """A wall-clock time such as `2025-09-19T18:00`, with an offset where it would be ambiguous."""

    #: `YYYY-MM-DDTHH:MM:SS`, without zone.
    wall: str
    #: Minutes east of UTC, if the runbook says so.
    offset: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any, info: ValidationInfo) -> Any:
        return _parse_local(value) if isinstance(value, str) else _only_in_code(value, info)

    @model_serializer
    def _write(self) -> str:
        return str(self)

    def __str__(self) -> str:
        """The text a runbook holds: seconds only if there are any."""
        wall = self.wall.removesuffix(":00")
        return wall if self.offset is None else wall + offset_text(self.offset)

    def instant(self, zone: str) -> datetime:
        """The instant in UTC, of this wall-clock time in a zone such as `Europe/London`.

        Raises AmbiguousTime or NonExistentTime where a clock change leaves no single answer; an
        explicit offset settles the former.
        """
        naive = datetime.fromisoformat(self.wall)
        if self.offset is not None:
            return naive.replace(tzinfo=timezone(timedelta(minutes=self.offset))).astimezone(UTC)
        try:
            placed = zone_named(zone).convert(naive, raise_on_unknown_times=True)
        except NonExistingTime as error:
            raise NonExistentTime(
                f"{self} does not exist in {zone}: the clocks go forward over it.",
                hint="Choose a time before or after the gap.",
            ) from error
        except PendulumAmbiguousTime as error:
            choices = " or ".join(f"{self}{offset_text(o)}" for o in self.offsets_in(zone))
            raise AmbiguousTime(
                f"{self} happens twice in {zone}: the clocks go back over it.",
                hint=f"Say which one is meant: {choices}.",
            ) from error
        return placed.astimezone(UTC)

    @property
    def year(self) -> int:
        """The year on the wall."""
        return int(self.wall[:4])

    def offsets_in(self, zone: str) -> tuple[int, ...]:
        """The offsets, in minutes east of UTC, that a zone has at this wall-clock time.

        One as a rule; two, the earlier instant's first, where the clocks go back over it; none
        where they go forward over it.
        """
        wall = datetime.fromisoformat(self.wall)
        first, second = (
            _minutes(wall.replace(tzinfo=zone_named(zone), fold=fold)) for fold in (0, 1)
        )
        if first < second:
            return ()
        return (first,) if first == second else (first, second)


class Offset(Record):
    """A moment relative to the runbook's start: in elapsed time or in working days.

    `T-2h` and `T+90m` are so many seconds away; `T-10wd` and `T+5wd@scotland` are the start's
    wall-clock time so many working days of a calendar away.
    """

    #: 0 beside working days. Without a default, so that the digest of a frozen plan keeps it.
    seconds: int
    working_days: int = 0
    #: The calendar whose working days count.
    calendar: Id = "england"

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if match := _WORKING_DAYS.match(value):
            return _parse_working_days(value, match)
        if not value.startswith(("T+", "T-")):
            raise ValueError(f"{value!r} is not an offset; write it like T+90m, T-2h or T-10wd")
        return {"seconds": parse_signed_seconds(value[1:])}

    @model_validator(mode="after")
    def _one_kind(self) -> Offset:
        if self.seconds and self.working_days:
            raise ValueError("an offset is in elapsed time or in working days, not in both")
        return self

    @model_serializer
    def _write(self) -> str:
        return str(self)

    def __str__(self) -> str:
        """The text a runbook holds."""
        amount = self.working_days or self.seconds
        sign = "-" if amount < 0 else "+"
        if not self.working_days:
            return f"T{sign}{format_seconds(abs(amount))}"
        calendar = "" if self.calendar == "england" else f"@{self.calendar}"
        return f"T{sign}{abs(amount)}wd{calendar}"


def _parse_working_days(text: str, match: re.Match[str]) -> dict[str, Any]:
    sign, digits, calendar = match.groups()
    count = int(digits)
    if count > MOST_WORKING_DAYS:
        raise ValueError(f"{text!r} is longer than ten years")
    days = {"seconds": 0, "working_days": -count if sign == "-" else count}
    return days | ({"calendar": calendar} if calendar and count else {})


def _parse_local(text: str) -> dict[str, Any]:
    match = _LOCAL.match(text.strip())
    if not match:
        raise ValueError(f"{text!r} is not a time; write it like 2025-09-19T18:00 or T+90m")
    day, minute, second, offset = match.groups()
    wall = datetime.fromisoformat(f"{day}T{minute}:{second or '00'}")
    minutes = None
    if offset:
        aware = datetime.fromisoformat(f"{wall.isoformat()}{offset}")
        minutes = _minutes(aware)
    return {"wall": wall.isoformat(), "offset": minutes}


def _minutes(placed: datetime) -> int:
    return int((placed.utcoffset() or timedelta()).total_seconds()) // 60


def offset_text(minutes: int) -> str:
    """`+01:00`: an offset from UTC in minutes, as times carry it."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _only_in_code(value: Any, info: ValidationInfo) -> Any:
    if info.mode == "json":
        raise ValueError("a time is a text like 2025-09-19T18:00 or T+90m")
    return value


def _read_moment(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str):
        return (Offset if value.startswith("T") else LocalTime).model_validate(value)
    return _only_in_code(value, info)


#: A wall-clock time or an offset from the start.
Moment = Annotated[
    LocalTime | Offset, BeforeValidator(_read_moment), PlainSerializer(str, return_type=str)
]
