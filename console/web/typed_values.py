"""What people type into forms, made plain for a command: numbers, times, lists, line by line."""

from __future__ import annotations

import dataclasses
import json
import re
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

from console.web.wall_times import read_wall
from rehearsals.core.command import Command
from runbooks.errors import CallboardError, TimeError

_GROUPED = re.compile(r"^[+-]?\d{1,3}([, '\u00a0\u2009\u202f]\d{3})+(\.\d+)?$", re.ASCII)
_PLAIN = re.compile(r"^[+-]?\d+(\.\d+)?$", re.ASCII)
#: Characters of a number at most.
_LONGEST_NUMBER = 40


class Misread(CallboardError):
    """Some fields of a form cannot be read."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        #: What is wrong with each field, by the path to it: `conditions.0.due`.
        self.problems = dict(problems)
        super().__init__(
            "Something in the form cannot be read.", hint="It is marked below: put it right."
        )


def understood(
    kind: type[Command], data: Mapping[str, Any], zone: str, now: datetime
) -> dict[str, Any]:
    """The fields of a form, with times as instants (UTC) and numbers plain; raises Misread."""
    hints = get_type_hints(kind)
    reading = _Reading(zone=zone, now=now, problems={})
    made = {
        name: reading.read(hints[name], value, name) if name in hints else value
        for name, value in data.items()
    }
    if reading.problems:
        raise Misread(reading.problems)
    return made


def read_number(text: str) -> float | None:
    """`1,234.5` or `1 234.5` as a number; None for what is none."""
    words = text.strip().replace("\u2212", "-")
    if len(words) > _LONGEST_NUMBER:
        return None
    if _GROUPED.match(words):
        words = re.sub(r"[^\d.+-]", "", words)
    return float(words) if _PLAIN.match(words) else None


def bare(hint: Any) -> Any:
    """A type without the `| None`."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [one for one in get_args(hint) if one is not type(None)]
        return rest[0] if len(rest) == 1 else hint
    return hint


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """Reading one form: its zone and time, and what was found wrong."""

    zone: str
    now: datetime
    problems: dict[str, str]

    def read(self, hint: Any, value: Any, path: str) -> Any:
        """A value as its type wants it; one that is of another form is left to the type."""
        kind = bare(hint)
        if kind is datetime and isinstance(value, str):
            return self._time(value, path)
        if kind is int and isinstance(value, str):
            return self._number(value, path, whole=True)
        if get_origin(kind) is dict and isinstance(value, dict):
            return {k: self._measured(v, f"{path}.{k}") for k, v in _flat(value).items()}
        if get_origin(kind) is tuple:
            return self._list(get_args(kind)[0], value, path)
        if dataclasses.is_dataclass(kind) and isinstance(kind, type) and isinstance(value, dict):
            inner = get_type_hints(kind)
            return {
                k: self.read(inner[k], v, f"{path}.{k}") if k in inner else v
                for k, v in value.items()
            }
        return value

    def _list(self, inner: Any, value: Any, path: str) -> Any:
        if isinstance(value, str) and dataclasses.is_dataclass(inner):
            return self._json(value, path)
        parts = value if isinstance(value, list) else [value]
        return [self.read(inner, part, f"{path}.{n}") for n, part in enumerate(parts)]

    def _json(self, text: str, path: str) -> Any:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            self.problems[path] = "This is not JSON."
            return text
        return found if isinstance(found, list) else [found]

    def _time(self, text: str, path: str) -> Any:
        try:
            return read_wall(text, self.zone, self.now, past=False)
        except TimeError as error:
            self.problems[path] = str(error)
            return text

    def _measured(self, value: Any, path: str) -> Any:
        return self._number(value, path) if isinstance(value, str) else value

    def _number(self, text: str, path: str, *, whole: bool = False) -> Any:
        found = read_number(text)
        if found is None or (whole and found != int(found)):
            example = "12" if whole else "12.5 or 1,234"
            self.problems[path] = f"{text[:_LONGEST_NUMBER]} is no number: write it like {example}."
            return text
        return int(found) if whole else found


def _flat(value: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Ids of results may have dots in them, which forms take for parts."""
    flat: dict[str, Any] = {}
    for name, part in value.items():
        if isinstance(part, dict):
            flat.update(_flat(part, f"{before}{name}."))
        else:
            flat[f"{before}{name}"] = part
    return flat
