"""`check` and `schema`: what is wrong with a runbook, and what form one has."""

from __future__ import annotations

from console.findings import say_findings
from console.output import emit_json
from dependencies.check import check as check_source
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
    return say_findings(source.name, check_source(source).findings, json=json)


def schema() -> None:
    """Print the JSON Schema of runbooks, for editors that check and complete while one types."""
    emit_json(json_schema())
