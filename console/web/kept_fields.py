"""What was typed, kept in hidden fields while it is read over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pendulum


def kept_fields(value: Any, zone: str, path: str = "") -> Iterator[tuple[str, str]]:
    """Nested data as names and values of fields, which `fields.plain` reads back.

    Times are written with day and zone, so that `14:30` means the same a minute later.
    """
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from kept_fields(part, zone, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from kept_fields(part, zone, f"{path}.{number}")
    elif isinstance(value, datetime):
        yield path, pendulum.instance(value).in_timezone(zone).format("YYYY-MM-DD HH:mm zz")
    elif value is not None:
        yield path, str(value)
