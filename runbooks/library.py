"""Where runbooks come from: the shipped library, by name, or a file, by path."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from runbooks.errors import RunbookNotFound
from runbooks.near_miss import near_miss
from runbooks.yaml_reader import LONGEST_TEXT

_SUFFIX = ".yaml"
_SHELF = resources.files("runbooks") / "library"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The text of a runbook, and the name under which findings cite it."""

    name: str
    text: str


def library_names() -> tuple[str, ...]:
    """The names of the shipped runbooks, in alphabetical order."""
    files = (entry.name for entry in _SHELF.iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in files if name.endswith(_SUFFIX)))


def source_of(ref: str) -> Source:
    """The runbook that a library name such as `m10`, or else a path, stands for.

    A name wins over a file of the same name; write `./m10` for the file. Bytes that are not UTF-8
    become lone surrogates, which the reader reports with their place. Raises RunbookNotFound.
    """
    if ref in library_names():
        book = _SHELF / f"{ref}{_SUFFIX}"
        return Source(name=f"library/{book.name}", text=book.read_text(encoding="utf-8"))
    try:
        with Path(ref).open("rb") as file:
            read = file.read(LONGEST_TEXT * 4 + 1)
    except (OSError, ValueError) as problem:
        raise RunbookNotFound(
            f"There is no runbook {ref!r}: {_reason(problem)}.", hint=_hint(ref)
        ) from problem
    return Source(name=ref, text=read.decode("utf-8", errors="surrogateescape"))


def _reason(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror.lower()
    return "that is not a path"


def _hint(ref: str) -> str:
    names = library_names()
    near = near_miss(Path(ref).stem, names)
    if near:
        return f"Did you mean {near}?"
    return f"Give the path of a YAML file, or a name from the library: {', '.join(names)}."
