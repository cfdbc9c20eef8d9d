"""`/runbooks`: the runbooks on the shelf, their text, and what is wrong in them."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi.responses import Response

from console.api import answers, answers_beside
from console.api.finding import as_json, missing
from console.api.routing import Routes
from console.web.policy import READERS
from dependencies.check import check
from runbooks.json_schema import json_schema
from runbooks.library import library_names, source_of

routes = Routes(tags=["runbooks"])


@routes.on("GET", "/runbooks", READERS, answers=answers_beside.Runbooks, said="The runbooks.")
def list_runbooks() -> Response:
    """List the runbooks that runs can be opened of."""
    short = [{**_read(name)} for name in library_names()]
    for one in short:
        del one["text"], one["findings"]
    return as_json({"runbooks": short})


@routes.on(
    "GET", "/runbooks/{name}", READERS, answers=answers_beside.RunbookInFull, said="The runbook."
)
def show_runbook(name: str) -> Response:
    """Show a runbook: its text as it is written, and what `callboard check` says of it."""
    if name not in library_names():
        raise missing("runbook", name, f"There are: {', '.join(library_names())}.")
    return as_json(_read(name))


@routes.on("GET", "/runbook-schema", READERS, answers=answers.Out, said="The JSON Schema.")
def show_runbook_schema() -> Response:
    """Show the JSON Schema of runbooks, for editors and for programs that write them."""
    return as_json(json_schema())


@cache
def _read(name: str) -> dict[str, Any]:
    """A shipped runbook; what is shipped does not change while a process lives."""
    source = source_of(name)
    checked = check(source)
    book = checked.runbook
    return {
        "name": name,
        "runbook": book.runbook if book else None,
        "title": book.title if book else None,
        "version": book.version if book else None,
        "timezone": book.timezone if book else None,
        "tasks": len(book.tasks) if book else 0,
        "parties": {key: party.name for key, party in book.parties.items()} if book else {},
        "errors": len(checked.errors),
        "warnings": len(checked.warnings),
        "text": source.text,
        "findings": [
            {
                "line": found.line,
                "column": found.column,
                "severity": found.finding.severity,
                "rule": found.finding.rule,
                "message": found.finding.message,
                "hint": found.finding.hint,
            }
            for found in checked.findings
        ],
    }
