"""From YAML text to a runbook, with every problem of its form at once.

What does not validate is left out, or something stands in for it, so that the rest can still be
checked (`runbooks/mending.py`). Rules learn from `Parsed` where that was done.
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
from runbooks.mending import Positions, as_written, place_to_leave_out, unused_word, without
from runbooks.model import Runbook
from runbooks.schema_errors import explain

#: Leaving something out can bring to light what it hid; each turn leaves out more.
_MOST_TURNS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """What could be read of a runbook, and what was wrong with its form."""

    #: All that validates, with stand-ins where something must be; None if nothing does.
    runbook: Runbook | None
    document: Document
    findings: tuple[Located, ...]
    #: Paths, as written, of what is not in `runbook`, or only by a stand-in.
    left_out: frozenset[Path] = frozenset()
    positions: Positions = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether the runbook holds everything that the document does."""
        return self.runbook is not None and not self.left_out and not self.findings

    def as_written(self, path: Path) -> Path:
        """The path in the document of a path in the runbook."""
        return as_written(path, self.positions)

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
    word = unused_word(text)
    for _ in range(_MOST_TURNS):
        data, positions = without(document.data, left_out, word)
        try:
            runbook = validate(data)
        except ValidationError as invalid:
            new = list(_problems(invalid, positions))
            findings += [explain(problem, path, document) for problem, path in new]
            left_out |= {_to_leave_out(problem, path, document, left_out) for problem, path in new}
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
    invalid: ValidationError, positions: Positions
) -> Iterator[tuple[Mapping[str, Any], Path]]:
    """Each error with its path as written; of the members of a union only the first.

    A list that is too short only for the entries that are wrong themselves is no error beside them.
    """
    seen: set[Path] = set()
    for problem in invalid.errors(include_url=False, include_input=False):
        path = as_written(_without_union_members(problem["loc"]), positions)
        inside = (known[: len(path)] == path for known in seen)
        if path not in seen and not (problem["type"] == "too_short" and any(inside)):
            seen.add(path)
            yield problem, path


def _without_union_members(path: Path) -> Path:
    """A path without pydantic's names for the members of a union; only instructions have one."""
    return path[:3] if path[:1] == ("instructions",) else path


def _to_leave_out(
    problem: Mapping[str, Any], path: Path, document: Document, left_out: set[Path]
) -> Path:
    """What to leave out for an error: an unknown key itself, else what it is wrong with."""
    if problem["type"] == "extra_forbidden":
        return path
    if problem["type"] != "missing":
        path = document.nearest(path)
    return place_to_leave_out(path, left_out)
