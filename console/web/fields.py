"""From what a form sends to the fields of a command, by the command's own types.

Every command gets a model made from its record: the pages and the API read the same fields in the
same way, and a field that a command does not have is refused.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from starlette.datastructures import FormData

from console.web.plain_problems import problem_words
from rehearsals.core.command import Command
from runbooks.errors import CallboardError

#: Characters of a field's name at most, so that its parts are few: no field of ours comes near.
_LONGEST_NAME = 200
#: What every command has; it is never a client's to say, or said in a way of its own (`Asking`).
_COMMON = frozenset(field.name for field in dataclasses.fields(Command))


_MODELS: dict[type[Command], type[BaseModel]] = {}


def model_of(kind: type[Command]) -> type[BaseModel]:
    """The model of a command's own fields."""
    if kind not in _MODELS:
        _MODELS[kind] = _made(kind)
    return _MODELS[kind]


def _made(kind: type[Command]) -> type[BaseModel]:
    hints = get_type_hints(kind)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name in _COMMON:
            continue
        default: Any = ...
        if field.default is not dataclasses.MISSING:
            default = field.default
        elif field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        fields[field.name] = (hints[field.name], default)
    return create_model(
        kind.__name__,
        __config__=ConfigDict(extra="forbid", allow_inf_nan=False, str_strip_whitespace=True),
        __doc__=(kind.__doc__ or "").strip(),
        **fields,
    )


def fields_of(kind: type[Command], data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a command from plain data; raises CallboardError naming each that is wrong."""
    try:
        made = model_of(kind).model_validate(data)
    except ValidationError as error:
        raise BadFields(error) from error
    return {name: getattr(made, name) for name in type(made).model_fields}


class BadFields(CallboardError):
    """Fields of a form cannot be read."""

    def __init__(self, error: ValidationError) -> None:
        #: The message for each field, by the path to it: `conditions.0.item`.
        self.problems = {
            ".".join(str(part) for part in one["loc"]): problem_words(one)
            for one in error.errors(include_url=False, include_input=False)
        }
        named = "; ".join(f"{where}: {what}" for where, what in self.problems.items())
        super().__init__(f"Not understood: {named}.", hint="Put it right, and send it again.")


def plain(form: FormData) -> dict[str, Any]:
    """A form as nested plain data: `results.mpans` and `conditions.0.item` become parts.

    A field that is left empty is not there; one that stands several times is a list; names that
    end in `[]` are lists however often they stand.
    """
    data: dict[str, Any] = {}
    for name in dict.fromkeys(form.keys()):
        if len(name) > _LONGEST_NAME:
            continue
        # Browsers end lines with two characters; the journal and its readers with one.
        words = [t.replace("\r\n", "\n") for t in form.getlist(name) if isinstance(t, str)]
        given = [word for word in (text.strip() for text in words) if word]
        if not given:
            continue
        path = name.removesuffix("[]").split(".")
        several = name.endswith("[]") or len(given) > 1
        _put(data, path, given if several else given[0])
    return {name: _lists(value) for name, value in data.items()}


def _put(data: dict[str, Any], path: list[str], value: Any) -> None:
    for part in path[:-1]:
        inner = data.setdefault(part, {})
        if not isinstance(inner, dict):
            return
        data = inner
    data[path[-1]] = value


def _lists(value: Any) -> Any:
    """Parts that are numbered become a list, in the order of their numbers."""
    if not isinstance(value, dict):
        return value
    inner = {name: _lists(part) for name, part in value.items()}
    if inner and all(name.isdecimal() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner
