"""Small parts of forms: which control a type takes, what was typed, what is chosen from."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from console.web.form_records import Choice, Field, FieldKind

_LONG = frozenset(
    {"text", "reason", "evidence", "summary", "resolution", "changes", "needs", "note"}
)


def kind_of(name: str, kind: Any) -> FieldKind:
    """The control for a field of a type."""
    if kind is bool:
        return "check"
    if kind is int:
        return "number"
    if kind is datetime:
        return "time"
    return "long" if name in _LONG else "text"


def chosen(field: Field, choices: tuple[Choice, ...]) -> Field:
    """A list to choose from: what is known already stays, and nothing is chosen by accident."""
    given = field.value and field.value not in dict(choices)
    shown = (*((field.value, f"{field.value} (does not fit now)"),) * bool(given), *choices)
    if not field.required:
        shown = (("", "none"), *shown)
    elif len(choices) == 1 and not field.value:
        field = dataclasses.replace(field, value=choices[0][0])
    elif not field.value:
        shown = (("", "Choose"), *shown)
    return dataclasses.replace(field, kind="choice", choices=shown)


def words_in(value: Any) -> list[str]:
    """The words of a field that may have several."""
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def text_of(value: Any) -> str:
    """What was typed; nothing of what no single field can hold."""
    if isinstance(value, list):
        return text_of(value[0]) if value else ""
    return value if isinstance(value, str) else ""
