"""How the fields of a frozen record become JSON and come back, worked out once from annotations."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from runbooks.clocktime import from_rfc3339, rfc3339

#: To JSON; None where the value is JSON already.
Encode = Callable[[Any], Any]
#: From JSON; raises ValueError for a value of another kind.
Decode = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """The fields of one class of records."""

    make: Callable[..., Any]
    names: tuple[str, ...]
    values_of: Callable[[Any], tuple[Any, ...]]
    encoders: tuple[tuple[str, Encode], ...]
    decoders: tuple[tuple[str, Decode], ...]
    required: frozenset[str]

    @classmethod
    def of(cls, record: type[Any]) -> Shape:
        """The shape of a dataclass; raises TypeError for an annotation it cannot handle."""
        hints = get_type_hints(record)
        fields = dataclasses.fields(record)
        names = tuple(field.name for field in fields)
        coders = {name: _coder(hints[name]) for name in names}
        return cls(
            make=record,
            names=names,
            values_of=_getter(names),
            encoders=tuple((name, encode) for name, (encode, _) in coders.items() if encode),
            decoders=tuple((name, decode) for name, (_, decode) in coders.items()),
            required=frozenset(field.name for field in fields if _is_required(field)),
        )

    def encode(self, record: Any) -> dict[str, Any]:
        """A record's fields as plain JSON data."""
        data = dict(zip(self.names, self.values_of(record), strict=True))
        for name, encode in self.encoders:
            data[name] = encode(data[name])
        return data

    def decode(self, data: Any) -> Any:
        """The record; raises ValueError naming the field that is missing, unknown or wrong."""
        if type(data) is not dict:
            raise ValueError("its data is not an object")
        values: dict[str, Any] = {}
        for name, decode in self.decoders:
            if name in data:
                try:
                    values[name] = decode(data[name])
                except ValueError as error:
                    raise ValueError(f"{name} {error}") from error
        if len(values) != len(data):
            raise ValueError(f"there is no field {min(data.keys() - values.keys())}")
        if len(values) != len(self.names) and not self.required <= values.keys():
            raise ValueError(f"{min(self.required - values.keys())} is missing")
        return self.make(**values)


def _coder(hint: Any) -> tuple[Encode | None, Decode]:
    """How values of an annotated kind become JSON, and come back."""
    if hint in _PLAIN:
        return None, _PLAIN[hint]
    if hint is datetime:
        return rfc3339, _instant
    if hint is date:
        return date.isoformat, _day
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return None, _one_of(arguments)
    if origin in (UnionType, Union) and arguments[1:] == (NoneType,):
        return _optional(_coder(arguments[0]))
    if origin is tuple and arguments[1:] == (...,):
        return _tuple_of(_coder(arguments[0]))
    if origin is dict and arguments[0] is str:
        return _dict_of(arguments[1])
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        shape = Shape.of(hint)
        return shape.encode, shape.decode
    raise TypeError(f"the journal has no JSON for {hint}")


def _optional(coder: tuple[Encode | None, Decode]) -> tuple[Encode | None, Decode]:
    encode, decode = coder
    encode_some = _unless_none(encode) if encode else None
    return encode_some, _unless_none(decode)


def _unless_none(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _tuple_of(coder: tuple[Encode | None, Decode]) -> tuple[Encode, Decode]:
    encode, decode = coder

    def decode_all(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise ValueError("is not a list")
        return tuple([decode(item) for item in value])

    return (lambda value: [encode(item) for item in value]) if encode else list, decode_all


def _dict_of(kind: Any) -> tuple[None, Decode]:
    """Objects whose values are JSON already: nothing to encode, the values checked."""
    encode, decode = (None, _anything) if kind is Any else _coder(kind)
    if encode:
        raise TypeError(f"the journal has no JSON for an object of {kind}")

    def decode_all(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise ValueError("is not an object")
        return value if decode is _anything else {key: decode(of) for key, of in value.items()}

    return None, decode_all


def _one_of(allowed: tuple[Any, ...]) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not str or value not in allowed:
            raise ValueError(f"is {value!r} and none of {', '.join(allowed)}")
        return value

    return decode


def _text(value: Any) -> Any:
    if type(value) is not str:
        raise ValueError("is not text")
    return value


def _whole(value: Any) -> Any:
    if type(value) is not int:
        raise ValueError("is not a whole number")
    return value


def _number(value: Any) -> Any:
    if type(value) is not float and type(value) is not int:
        raise ValueError("is not a number")
    return value


def _flag(value: Any) -> Any:
    if type(value) is not bool:
        raise ValueError("is neither true nor false")
    return value


def _instant(value: Any) -> datetime:
    try:
        return from_rfc3339(_text(value))
    except ValueError as error:
        raise ValueError(f"is {value!r} and no instant in RFC 3339") from error


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError as error:
        raise ValueError(f"is {value!r} and no day like 2025-09-19") from error


def _anything(value: Any) -> Any:
    return value


def _is_required(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) == 1:  # attrgetter gives one value bare
        (name,) = names
        return lambda record: (getattr(record, name),)
    return attrgetter(*names)


_PLAIN: dict[Any, Decode] = {str: _text, int: _whole, float: _number, bool: _flag}
