"""The document of the API: what the application makes, and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from console.api.app import routed
from tests.console.api.program import token_of
from tests.console.web.place import Place, a_place
from tests.console.web.serving import free_port, served

DOCS = Path(__file__).parents[3] / "docs"
_DOCUMENT = routed().openapi()
_OPERATIONS = [
    (method, path, operation)
    for path, methods in _DOCUMENT["paths"].items()
    for method, operation in methods.items()
]


def test_the_committed_document_is_what_the_application_makes() -> None:
    """Else write it anew: `python -m console.api > docs/openapi.json`."""
    committed = json.loads((DOCS / "openapi.json").read_text(encoding="utf-8"))

    assert committed == _DOCUMENT


def test_every_operation_says_who_may_ask_it_and_what_goes_wrong() -> None:
    """Its scope, its roles, its problems; and a write says that it takes a key."""
    for method, path, operation in _OPERATIONS:
        assert {"x-access", "x-scope"} <= operation.keys(), path
        assert {"401", "403", "404"} <= operation["responses"].keys(), path
        if method == "post":
            required = {one["name"] for one in operation["parameters"] if one["required"]}
            assert "Idempotency-Key" in required, path


def test_every_operation_has_a_name_of_its_own() -> None:
    """Programs that are made from the document call it by that."""
    names = [operation["operationId"] for _, _, operation in _OPERATIONS]

    assert len(names) == len(set(names))


def test_every_schema_is_one() -> None:
    """By JSON Schema 2020-12, on which OpenAPI 3.1 stands."""
    for schema in _DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_the_document_is_for_everybody(place: Place) -> None:
    """It is no secret."""
    answer = place.browser().get("/api/v1/openapi.json")

    assert answer.json() == _DOCUMENT


def _examples() -> str:
    """The examples of the page, one after the other."""
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))


@pytest.fixture
def shown(tmp_path: Path) -> str:
    """What the examples of the page print, against a console that is served."""
    port = free_port()
    with a_place(tmp_path / "home", url=f"http://127.0.0.1:{port}") as place:
        place.grant("max", "task_owner")
        environment = {
            "PATH": os.environ["PATH"],
            "CALLBOARD_TOKEN": token_of(place, "max"),
            "CALLBOARD_URL": f"http://127.0.0.1:{port}",
            "no_proxy": "*",
        }
        with served(place.house, port):
            done = subprocess.run(
                ["bash", "-euc", _examples()],
                capture_output=True, text=True, env=environment, cwd=tmp_path, check=False,
            )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_examples_of_the_page_run_as_they_stand(shown: str, tmp_path: Path) -> None:
    """From the token to the export."""
    assert '"person":"max"' in shown
    assert '"run":"DR1"' in shown
    assert "NoteAdded" in shown
    assert "FileAttached" in shown
    assert "event: fact\nid: 1\n" in shown
    assert (tmp_path / "run.jsonl").read_text(encoding="utf-8").count("\n") == 3
