"""Trial commands: by them a page finds out what a visitor may do; nothing is ever handed in."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from console.web.asking import Asking
from console.web.visitor import Visitor
from rehearsals.core.command import Command
from rehearsals.people.live import STEPPED_UP

#: What stands for words that are still to be written.
WORD = "-"
_COMMON = frozenset(field.name for field in dataclasses.fields(Command))
C = TypeVar("C", bound=Command)


def trial_of(visitor: Visitor, said_for: str | None = None) -> Asking:
    """An asking of a visitor's; the password is taken for given: it is asked for when needed."""
    return Asking(visitor=visitor, door="web", key="trial", on_behalf_of=said_for, step=STEPPED_UP)


def own_fields(kind: type[Command]) -> tuple[dataclasses.Field[Any], ...]:
    """The fields that a kind of command has besides those of every command."""
    return tuple(field for field in dataclasses.fields(kind) if field.name not in _COMMON)


def is_needed(field: dataclasses.Field[Any]) -> bool:
    """Whether a command cannot be made without a field."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def trial(kind: type[C], asking: Asking, **fields: Any) -> C:
    """A command of a kind, with a word for each field that it needs and that is not given."""
    needed = {field.name: WORD for field in own_fields(kind) if is_needed(field)}
    return asking.make(kind, {**needed, **fields})
