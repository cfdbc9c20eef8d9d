"""`check` and `schema`: what is wrong with a runbook, and what form one has."""

from __future__ import annotations

from typing import Any

from console.output import emit, emit_json
from dependencies.check import check as check_source
from runbooks.findings import Located
from runbooks.json_schema import json_schema
from runbooks.library import source_of


def check(runbook: str, /, *, json: bool = False) -> int:
    """Say everything that is wrong with a runbook, each with file, line and column.

    Exit code 1 if there are errors; warnings alone do not stop a run.

    Args:
        runbook: A YAML file, or a name from the library such as m10.
        json: Print the findings as JSON.
    """
    source = source_of(runbook)
    checked = check_source(source)
    if json:
        emit_json([_data(found) for found in checked.findings])
    else:
        emit(*(str(found) for found in checked.findings))
        errors, warnings = len(checked.errors), len(checked.warnings)
        emit(f"{source.name}: {_count(errors, 'error')}, {_count(warnings, 'warning')}.")
    return 1 if checked.errors else 0


def schema() -> None:
    """Print the JSON Schema of runbooks, for editors that check and complete while one types."""
    emit_json(json_schema())


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
