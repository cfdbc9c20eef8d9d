"""What was found wrong with a file, for people and for programs: each with its place in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from console.output import emit, emit_json
from runbooks.findings import Located


def say_findings(name: str, findings: Sequence[Located], *, json: bool) -> int:
    """Print findings of a file, and how many; the exit code: 1 if there are errors."""
    errors = sum(found.finding.severity == "error" for found in findings)
    if json:
        emit_json([_data(found) for found in findings])
    else:
        emit(*(str(found) for found in findings))
        warnings = len(findings) - errors
        emit(f"{name}: {_count(errors, 'error')}, {_count(warnings, 'warning')}.")
    return 1 if errors else 0


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _data(found: Located) -> dict[str, Any]:
    return {
        "file": found.file,
        "line": found.line,
        "column": found.column,
        "severity": found.finding.severity,
        "rule": found.finding.rule,
        "message": found.finding.message,
        "hint": found.finding.hint,
    }
