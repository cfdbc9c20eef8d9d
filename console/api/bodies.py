"""Bodies of requests: JSON alone, read strictly into models made from the records of commands.

Nothing is turned into what it is not: a number that is sent as text is refused. A field that a
command does not have is refused too, however deep it stands.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping
from datetime import datetime
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import pydantic_core
from fastapi import Depends, Request
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
)

from console.api.problems import ApiProblem
from console.web.fields import BadFields
from rehearsals.core.command import Command
from rehearsals.core.refusals import LONGEST_TEXT
from runbooks.errors import Refused

#: What programs of every language can say exactly.
LARGEST_NUMBER = 2**53 - 1
_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?"
    r"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
#: Instants that anybody has to reckon with.
_YEARS = range(1970, 2201)
#: What every command has; it is said in ways of its own, or never by a client.
_COMMON = frozenset(field.name for field in dataclasses.fields(Command))
_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
M = TypeVar("M", bound=BaseModel)


class Body(BaseModel):
    """A body whose fields are taken as they are, and no others."""

    model_config = _STRICT


def _by_rfc3339(value: Any) -> Any:
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        raise ValueError("write it by RFC 3339 with its offset, such as 2026-03-01T12:00:00Z")
    return value


def _whole(value: Any) -> Any:
    """JSON knows one kind of number: 3.0 is 3."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _within_reach(value: datetime) -> datetime:
    # It is a time as the document says; so it is refused like any command that cannot be.
    if value.year not in _YEARS:
        raise Refused(
            "out-of-reach",
            f"The year {value.year} is out of reach.",
            hint=f"Give a time within {_YEARS[0]} to {_YEARS[-1]}.",
        )
    return value


Instant = Annotated[
    AwareDatetime,
    Field(strict=False),
    BeforeValidator(_by_rfc3339),
    AfterValidator(_within_reach),
]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Whole = BeforeValidator(_whole)
Number = Annotated[int, Field(ge=0, le=LARGEST_NUMBER), Whole]
_PARTS: dict[type[Any], type[Body]] = {}
_PLAIN: Mapping[Any, Any] = {str: Text, int: Number, datetime: Instant}


def body_of(kind: type[Any], leave: frozenset[str] = frozenset(), *, spoken: bool) -> type[Body]:
    """The body that asks for a command; `leave` are fields that clients do not say.

    `spoken`: somebody may enter it for somebody else, and later than it happened.
    """
    more: dict[str, Any] = {}
    if spoken:
        more["on_behalf_of"] = (
            Annotated[Text | None, Field(description="Whose word it is, if not the holder's.")],
            None,
        )
        more["happened_at"] = (
            Annotated[Instant | None, Field(description="When it happened, if not now.")],
            None,
        )
    return _model(kind, f"{kind.__name__}Body", _COMMON | leave, more)


def _part_of(kind: type[Any]) -> type[Body]:
    """The model of a record that stands in a body; one for all bodies it stands in."""
    if kind not in _PARTS:
        _PARTS[kind] = _model(kind, f"{kind.__name__}Part", frozenset(), {})
    return _PARTS[kind]


def _model(
    kind: type[Any], name: str, leave: Collection[str], more: Mapping[str, Any]
) -> type[Body]:
    hints = get_type_hints(kind)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name in leave:
            continue
        default: Any = ...
        if field.default is not dataclasses.MISSING:
            default = field.default
        elif field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        fields[field.name] = (_typed(hints[field.name]), default)
    words = (kind.__doc__ or "").strip()
    return create_model(name, __base__=Body, __doc__=words, **fields, **more)


def _typed(hint: Any) -> Any:
    """The type of a field in a body for the type of a field in a record."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _part_of(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (UnionType, Union):
        return Union[tuple(one if one is NoneType else _typed(one) for one in arguments)]  # noqa: UP007
    if origin is tuple:
        return tuple[_typed(arguments[0]), ...]  # type: ignore[misc]
    if origin is dict:
        return dict[str, _typed(arguments[1])]  # type: ignore[misc]
    return hint


async def _json_body(request: Request) -> bytes:
    """The body of a request, which says that it is JSON; raises ApiProblem and HTTPException."""
    given = request.headers.get("content-type", "")
    kind, _, parameters = given.lower().partition(";")
    if kind.strip() != "application/json" or parameters.strip() not in ("", "charset=utf-8"):
        raise ApiProblem(
            415,
            "not-json",
            "The body is not said to be JSON in UTF-8.",
            "Send `Content-Type: application/json`.",
            headers={"Accept": "application/json"},
        )
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise ApiProblem(
            415, "encoded", "The body is compressed.", "Send it as it is.",
            headers={"Accept-Encoding": "identity"},
        )  # fmt: skip
    return await request.body()


#: The body of a request as it came.
RawJson = Annotated[bytes, Depends(_json_body)]


def read(model: type[M], raw: bytes) -> M:
    """A body; raises ApiProblem for what is no JSON, and BadFields for what does not fit."""
    try:
        # Numbers that are none (NaN) would pass where a field may hold anything.
        pydantic_core.from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise ApiProblem(
            400, "bad-json", f"The body is not JSON: {error}.", "Send one JSON object in UTF-8."
        ) from error
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise BadFields(error) from error


def plain(body: BaseModel, *leave: str) -> dict[str, Any]:
    """The fields of a body as plain data, instants as they are."""
    return body.model_dump(exclude={*leave})
