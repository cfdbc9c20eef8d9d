"""`/runbooks`: the runbooks on the shelf, their text, and what is wrong in them."""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response

from console.api import answers, answers_beside
from console.api.finding import as_json
from console.api.routing import Routes, TheHouse
from console.web.policy import READERS
from console.web.runbook_shelf import Shelved, from_library, shelved
from runbooks.json_schema import json_schema
from runbooks.library import library_names

routes = Routes(tags=["runbooks"])


@routes.on("GET", "/runbooks", READERS, answers=answers_beside.Runbooks, said="The runbooks.")
def list_runbooks() -> Response:
    """List the runbooks that runs can be opened of."""
    return as_json({"runbooks": [_short(from_library(name)) for name in library_names()]})


@routes.on(
    "GET", "/runbooks/{name}", READERS, answers=answers_beside.RunbookInFull, said="The runbook."
)
def show_runbook(house: TheHouse, name: str) -> Response:
    """Show a runbook: its text, and what `callboard check` says of it.

    `m10` is a shipped one, `run:DR1` the one that a run carries, as it was amended.
    """
    return as_json(_whole(shelved(house, name)))


@routes.on("GET", "/runbook-schema", READERS, answers=answers.Out, said="The JSON Schema.")
def show_runbook_schema() -> Response:
    """Show the JSON Schema of runbooks, for editors and for programs that write them."""
    return as_json(json_schema())


def _short(shelf: Shelved) -> dict[str, Any]:
    """A runbook in short."""
    book, checked = shelf.book, shelf.findings()
    return {
        "name": shelf.ref,
        "runbook": book.runbook,
        "title": book.title,
        "version": book.version,
        "timezone": book.timezone,
        "tasks": len(book.tasks),
        "errors": len(checked.errors),
        "warnings": len(checked.warnings),
    }


def _whole(shelf: Shelved) -> dict[str, Any]:
    """A runbook with its text and its findings."""
    return {
        **_short(shelf),
        "parties": {key: party.name for key, party in shelf.book.parties.items()},
        "text": shelf.source.text,
        "findings": [
            {
                "line": found.line,
                "column": found.column,
                "severity": found.finding.severity,
                "rule": found.finding.rule,
                "message": found.finding.message,
                "hint": found.finding.hint,
            }
            for found in shelf.findings().findings
        ],
    }
