"""Durations as people write them (`45m`, `1h30m`, `2d`, ISO 8601), in whole seconds."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    ValidationInfo,
    model_serializer,
    model_validator,
)

from runbooks.records import Record

_UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_PLAIN = re.compile(r"^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$")
_ISO = re.compile(r"^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$")
_MILLISECONDS = re.compile(r"^(\d{1,9})ms$")
#: Longer than any programme: a typing error, not a duration.
LONGEST_SECONDS = 3_660 * 86_400


def parse_seconds(text: str) -> int:
    """Seconds of a duration such as `45m`, `1h30m`, `2d` or `PT45M`; a day is 24 hours.

    Raises ValueError for anything else: a bare number has no unit and is refused.
    """
    match = _PLAIN.match(text) or _ISO.match(text)
    if not match or not any(match.groups()):
        raise ValueError(f"{text!r} is not a duration; write it like 45m, 1h30m, 2d or PT45M")
    seconds = sum(
        int(n) * size for n, size in zip(match.groups(), _UNITS.values(), strict=True) if n
    )
    if seconds > LONGEST_SECONDS:
        raise ValueError(f"{text!r} is longer than ten years")
    return seconds


def parse_signed_seconds(text: str) -> int:
    """Seconds of a lag (`15m`) or a lead (`-15m`)."""
    sign = -1 if text.startswith("-") else 1
    return sign * parse_seconds(text.lstrip("+-"))


def read_signed_seconds(value: Any, info: ValidationInfo) -> Any:
    """Seconds of a lag as written; a number is seconds in code, and refused in a document."""
    if isinstance(value, str):
        return parse_signed_seconds(value)
    if info.mode == "json":
        raise ValueError("a length of time is a text with its unit, like 15m")
    return value


def _read_seconds(value: Any, info: ValidationInfo) -> Any:
    """Seconds of a length of time as written, without a sign."""
    return parse_seconds(value) if isinstance(value, str) else read_signed_seconds(value, info)


def format_seconds(seconds: int) -> str:
    """The canonical text of a number of seconds: `1d2h30m`; zero is `0m`."""
    if seconds < 0:
        return "-" + format_seconds(-seconds)
    parts = []
    rest = seconds
    for unit, size in list(_UNITS.items())[1:]:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0m"


#: A length of time in seconds, written with its unit like `45m`; never negative.
Seconds = Annotated[
    int,
    BeforeValidator(_read_seconds),
    PlainSerializer(format_seconds, return_type=str),
    Field(ge=0),
]


def read_wait(value: Any, info: ValidationInfo) -> Any:
    """Seconds of a machine's wait: as any length of time, or in milliseconds like `100ms`."""
    if isinstance(value, str) and (match := _MILLISECONDS.match(value)):
        return int(match[1]) / 1000
    return read_signed_seconds(value, info)


def format_wait(seconds: float) -> str:
    """The canonical text of a machine's wait: in milliseconds only if it needs them."""
    milliseconds = round(seconds * 1000)
    whole, rest = divmod(milliseconds, 1000)
    return f"{milliseconds}ms" if rest else format_seconds(whole)


class Duration(Record):
    """How long work takes, in seconds: `low <= likely <= high`, all equal if known exactly."""

    low: int
    likely: int
    high: int

    @classmethod
    def of(cls, text: str) -> Duration:
        """The fixed duration that a text such as `45m` names."""
        seconds = parse_seconds(text)
        return cls(low=seconds, likely=seconds, high=seconds)

    @property
    def is_fixed(self) -> bool:
        """Whether one value is all that is known."""
        return self.low == self.high

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str):
            seconds = parse_seconds(value)
            return {"low": seconds, "likely": seconds, "high": seconds}
        if isinstance(value, dict):
            if info.mode == "json" and not all(isinstance(v, str) for v in value.values()):
                raise ValueError("low, likely and high each need a unit, like 45m")
            return {k: parse_seconds(v) if isinstance(v, str) else v for k, v in value.items()}
        raise ValueError("a duration is a text like 45m, or {low: 30m, likely: 45m, high: 2h}")

    @model_validator(mode="after")
    def _ordered(self) -> Duration:
        if not 0 <= self.low <= self.likely <= self.high:
            raise ValueError("a three-point duration needs low <= likely <= high")
        return self

    @model_serializer
    def _write(self) -> str | dict[str, str]:
        if self.is_fixed:
            return format_seconds(self.likely)
        return {k: format_seconds(getattr(self, k)) for k in ("low", "likely", "high")}
