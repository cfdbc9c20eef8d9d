"""Runbooks as plain data and as canonical YAML: keys in the order of the model, defaults left out.

Quotes stand only where the reader would otherwise take a text for something else, by the same
table of scalars (`runbooks/scalars.py`).
"""

from __future__ import annotations

from typing import Any

import yaml

from runbooks.model import Runbook
from runbooks.reading import validate
from runbooks.scalars import FLOAT, INT, WORD

_WIDTH = 100
_NUMERIC = list("-0123456789")
#: Short lists and mappings of plain values stand on one line.
_LONGEST_FLOW = 70


def to_data(runbook: Runbook) -> dict[str, Any]:
    """The runbook as plain data that JSON can hold; equal runbooks give equal data."""
    return runbook.model_dump(mode="json", exclude_defaults=True)


def from_data(data: dict[str, Any]) -> Runbook:
    """The runbook that `to_data` gave; raises pydantic's ValidationError for anything else."""
    return validate(data)


def dump(runbook: Runbook) -> str:
    """The runbook as canonical YAML: reading it gives an equal runbook, and the same text again."""
    return yaml.dump(
        to_data(runbook),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
        default_flow_style=False,
    )


class _Dumper(yaml.CSafeDumper):
    """PyYAML's C emitter with the reader's own table of what unquoted scalars mean."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - PyYAML's own attribute

    def ignore_aliases(self, data: Any) -> bool:
        """Always: equal values are written out, since the reader refuses aliases."""
        del data
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(dumper: _Dumper, number: float) -> yaml.Node:
    if number.is_integer() and FLOAT.match(str(int(number))):
        return dumper.represent_int(int(number))
    return dumper.represent_float(number)


def _list(dumper: _Dumper, items: list[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=_fits(items))


def _mapping(dumper: _Dumper, items: dict[str, Any]) -> yaml.Node:
    pairs = list(items.items())
    flow = not items or _fits([part for pair in pairs for part in pair])
    return dumper.represent_mapping("tag:yaml.org,2002:map", pairs, flow_style=flow)


def _fits(values: list[Any]) -> bool:
    plain = all(not isinstance(v, list | dict) and "\n" not in str(v) for v in values)
    return plain and sum(_width(value) + 2 for value in values) <= _LONGEST_FLOW


def _width(value: Any) -> int:
    """Characters of a plain value as it is written: a whole number has no point, and no -0."""
    return len(str(int(value) if isinstance(value, float) and value.is_integer() else value))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _number)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:int", INT, _NUMERIC)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", FLOAT, _NUMERIC)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:null", WORD, ["~", "n", ""])
_Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", WORD, ["t", "f"])
