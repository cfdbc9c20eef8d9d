"""What is wrong with the form of a written notice, in words that say what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from notices.written import WrittenNotice
from runbooks.document import Document
from runbooks.findings import Finding, Path, error, shown
from runbooks.near_miss import near_miss

_KEYS = tuple(WrittenNotice.model_fields)


def explained(invalid: ValidationError, document: Document) -> Iterator[Finding]:
    """A finding for each error of a notice's form."""
    for problem in invalid.errors(include_url=False, include_input=False):
        yield _explain(problem, document)


def _explain(problem: Mapping[str, Any], document: Document) -> Finding:
    path: Path = problem["loc"]
    key = str(path[-1]) if path else "the notice"
    if problem["type"] == "extra_forbidden":
        near = near_miss(key, _KEYS)
        hint = f"Did you mean {near}?" if near else "Leave it out."
        return error("unknown-key", path, f"{shown(key)} is not a key of a notice.", hint)
    if problem["type"] == "missing":
        where = f" in `{_named(path[:-1])}`" if len(path) > 1 else ""
        message = f"The key `{key}` is missing{where}."
        return error("missing-key", path, message, f"Add `{key}:`.")
    at = document.nearest(path)
    value = document.value(at)
    return error("schema", at, f"`{_named(path)}`: {_said(problem, value)}.", _hint(problem))


def _named(path: Path) -> str:
    return ".".join(str(step) for step in path) or "the notice"


def _said(problem: Mapping[str, Any], value: Any) -> str:
    if problem["type"] == "value_error":
        return f"{_shown(value)} {_raised(problem)[0]}"
    if problem["type"] == "string_pattern_mismatch":
        return f"{_shown(value)} is no id: letters, digits, dots, hyphens, and a letter first"
    said = str(problem["msg"]).rstrip(".").replace("Input should", "it should")
    return f"{said.replace('String should', 'it should')}, not {_shown(value)}"


def _hint(problem: Mapping[str, Any]) -> str:
    example = _raised(problem)[1] if problem["type"] == "value_error" else ""
    return f"Write it like {example}." if example else "Correct it."


def _raised(problem: Mapping[str, Any]) -> tuple[str, str]:
    """What a record said of a value, and the example it gave."""
    said, _, example = str(problem["ctx"]["error"]).partition("; write it like ")
    return said, example


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return "nothing" if value is None else shown(value)
