"""From YAML text to a runbook, with every problem of its form at once.

What does not validate is left out, so that the rest can still be checked: an unknown key alone,
otherwise the whole task, gate, outage or other item. Rules learn what was left out from `Parsed`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from runbooks.collector import collector_paused
from runbooks.document import Document, read_document
from runbooks.findings import Finding, Located, Path, in_order
from runbooks.model import Runbook
from runbooks.schema_errors import explain

#: Stand-ins, so that the rest of a runbook without these can be checked.
_STAND_INS: dict[str, Any] = {
    "runbook": "unnamed",
    "title": "unnamed",
    "start": "2000-01-03T09:00",
    "tasks": [],
}
#: Leaving out an item can bring to light what it hid; each turn leaves out more.
_MOST_TURNS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """What could be read of a runbook, and what was wrong with its form."""

    #: All that validates; None if nothing does.
    runbook: Runbook | None
    document: Document
    findings: tuple[Located, ...]
    #: Paths, as written, of what is not in `runbook`.
    left_out: frozenset[Path] = frozenset()
    #: For each list with items left out: the positions, as written, of those that remain.
    positions: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether the runbook holds everything that the document does."""
        return self.runbook is not None and not self.left_out and not self.findings

    def as_written(self, path: Path) -> Path:
        """The path in the document of a path in the runbook."""
        return _as_written(path, self.positions)

    def located(self, finding: Finding) -> Located:
        """The finding with line and column."""
        line, column = self.document.mark(self.as_written(finding.path))
        return Located(finding=finding, file=self.document.file, line=line, column=column)


def parse(text: str, file: str) -> Parsed:
    """Read a runbook; all that is wrong with its form stands in `findings`, nothing is raised."""
    with collector_paused():
        return _parse(text, file)


def _parse(text: str, file: str) -> Parsed:
    document = read_document(text, file)
    if document.data is None:
        return Parsed(runbook=None, document=document, findings=document.findings)
    left_out: set[Path] = set()
    findings = list(document.findings)
    for _ in range(_MOST_TURNS):
        data, positions = _without(document.data, left_out)
        try:
            runbook = validate(data)
        except ValidationError as invalid:
            new = list(_problems(invalid, positions))
            findings += [explain(problem, path, document) for problem, path in new]
            left_out |= {_item(problem, path) for problem, path in new}
        else:
            return Parsed(
                runbook=runbook,
                document=document,
                findings=in_order(findings),
                left_out=frozenset(left_out),
                positions=positions,
            )
    return Parsed(runbook=None, document=document, findings=in_order(findings))


def validate(data: Any) -> Runbook:
    """The runbook of plain data as a document holds it; raises pydantic's ValidationError.

    Through JSON, because there pydantic can be strict about types and still take lists for tuples.
    """
    return Runbook.model_validate_json(json.dumps(data), strict=True, by_alias=True, by_name=False)


def _problems(
    invalid: ValidationError, positions: Mapping[Path, tuple[int, ...]]
) -> Iterator[tuple[Mapping[str, Any], Path]]:
    """Each error with its path as written; of the members of a union only the first."""
    seen: set[Path] = set()
    for problem in invalid.errors(include_url=False, include_input=False):
        path = _as_written(_without_union_members(problem["loc"]), positions)
        if path not in seen:
            seen.add(path)
            yield problem, path


def _without_union_members(path: Path) -> Path:
    """A path without pydantic's names for the members of a union; only instructions have one."""
    return path[:3] if path[:1] == ("instructions",) else path


def _item(problem: Mapping[str, Any], path: Path) -> Path:
    """What to leave out for an error: the unknown key, or the smallest item of the runbook."""
    if problem["type"] == "extra_forbidden":
        return path
    depth = 2
    if path[:1] == ("rollback",):
        depth = 3 if path[1:2] == ("tasks",) else 2
    return path[:depth]


def _without(
    data: Mapping[str, Any], left_out: set[Path]
) -> tuple[Any, dict[Path, tuple[int, ...]]]:
    """The data without some of its paths, and the positions that remain in the lists concerned."""
    if not left_out:
        return data, {}
    touched = {path[:depth] for path in left_out for depth in range(len(path))}
    positions: dict[Path, tuple[int, ...]] = {}

    def prune(value: Any, path: Path) -> Any:
        if path not in touched:
            return value
        if isinstance(value, dict):
            kept = {k: v for k, v in value.items() if (*path, k) not in left_out}
            return {k: prune(v, (*path, k)) for k, v in kept.items()}
        if isinstance(value, list):
            indices = tuple(i for i in range(len(value)) if (*path, i) not in left_out)
            positions[path] = indices
            return [prune(value[i], (*path, i)) for i in indices]
        return value

    stand_ins = {key: value for key, value in _STAND_INS.items() if (key,) in left_out}
    return {**prune(data, ()), **stand_ins}, positions


def _as_written(path: Path, positions: Mapping[Path, tuple[int, ...]]) -> Path:
    if not positions:
        return path
    written: Path = ()
    for step in path:
        kept = positions.get(written)
        written = (*written, kept[step] if kept is not None and isinstance(step, int) else step)
    return written
