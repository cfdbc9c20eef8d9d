"""The JSON Schema accepts what the reader accepts, and refuses what has the wrong shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from runbooks.document import read_document
from runbooks.json_schema import json_schema
from runbooks.library import source_of
from runbooks.model import Runbook
from runbooks.reading import parse
from runbooks.writer import to_data
from tests.runbooks.golden_files import VALID
from tests.runbooks.strategies import runbooks

SCHEMA = Draft202012Validator(json_schema())
TASK = {"id": "A", "title": "t", "party": "p", "duration": "1h"}


def _runbook(**changes: Any) -> dict[str, Any]:
    base = {"runbook": "r", "title": "t", "start": "2025-09-01T09:00", "tasks": [TASK]}
    return {**base, **changes}


def _with_task(**changes: Any) -> dict[str, Any]:
    return _runbook(tasks=[{**TASK, **changes}])


def test_schema_is_a_schema() -> None:
    """It is sound itself, names its draft, and has titles and descriptions for editors."""
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert "$id" not in schema
    for record in schema["$defs"].values():
        assert record["title"]
        assert record["description"]


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_schema_accepts_golden_runbooks(file: Path) -> None:
    """Whatever the golden valid files hold is valid by the schema."""
    data = read_document(file.read_text(encoding="utf-8"), file.name).data
    assert [error.message for error in SCHEMA.iter_errors(data)] == []


@pytest.mark.parametrize("name", ["m10", "m11"])
def test_schema_accepts_the_library(name: str) -> None:
    """The shipped runbooks are valid by the schema."""
    data = read_document(source_of(name).text, name).data
    assert [error.message for error in SCHEMA.iter_errors(data)] == []


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
    max_examples=40,
)
@given(runbooks)
def test_schema_accepts_every_runbook(runbook: Runbook) -> None:
    """Any runbook, as it is written, is valid by the schema."""
    assert [error.message for error in SCHEMA.iter_errors(to_data(runbook))] == []


@pytest.mark.parametrize(
    "data",
    [
        _with_task(after=["B", {"task": "C", "link": "SS", "lag": "-15m"}]),
        _with_task(duration={"low": "1m", "likely": "PT5M", "high": "1h30m"}),
        _with_task(not_before="T-2h"),
        _with_task(not_before="2025-10-26T01:30+00:00"),
        _with_task(not_after="T+5wd@scotland", fixed="T-10wd"),
        _with_task(run={"wait": {"for": "10m"}}),
        _runbook(float_limit="1h30m", rollback={"margin": "PT45M"}),
        _runbook(forecast={"spread": {"low": 1, "high": 1}, "correlation": 0}),
        _runbook(calendars={"c": {"days": "fri-mon,wed", "hours": "00:30-06:00,16:00-24:00"}}),
        _runbook(calendars={"c": {"closed": ["2026-04-01", "2026-04-10..2026-04-17"]}}),
        _runbook(resources={"ann": {"person": True, "shifts": [{"from": "T+1h", "to": "T+9h"}]}}),
        _runbook(blackouts={"B": {"title": "t", "windows": [{"from": "T+0m", "to": "T+1wd"}]}}),
        _runbook(start="2025-09-01 09:00:30"),
    ],
)
def test_schema_and_reader_accept_short_forms(data: dict[str, Any]) -> None:
    """Bare ids, lengths and times in all their forms are accepted by both."""
    assert SCHEMA.is_valid(data)
    assert parse(_yaml(data), "f.yaml").whole


@pytest.mark.parametrize(
    "data",
    [
        _runbook(titel="x"),
        {"runbook": "r"},
        _runbook(title=7),
        _runbook(start={"wall": "2025-09-01T09:00:00"}),
        _runbook(start="tomorrow"),
        _runbook(parties={"1st": {"name": "x"}}),
        _runbook(gates=[{"id": "G", "title": "t", "meeting": "A", "rule": "any"}]),
        _with_task(duration=45),
        _with_task(duration={"low": 1, "likely": 2, "high": 3}),
        _with_task(duration={"low": "1m", "likely": "2m"}),
        _with_task(duration=""),
        _with_task(after="B"),
        _with_task(after=[{"link": "SS"}]),
        _with_task(after=[{"task": "B", "lag": 15}]),
        _with_task(not_before="T2h"),
        _with_task(not_after="T+5wd@"),
        _with_task(fixed="T5wd"),
        _with_task(irreversible="yes"),
        _runbook(float_limit=30),
        _runbook(rollback={"margin": "-5m"}),
        _runbook(forecast={"spread": {"low": 0}}),
        _runbook(forecast={"spread": {"high": 0.9}}),
        _runbook(forecast={"correlation": 0.96}),
        _runbook(calendars={"c": {"days": "mon-fry"}}),
        _runbook(calendars={"c": {"hours": "24:00-06:00"}}),
        _runbook(calendars={"c": {"closed": "2026-04-01"}}),
        _runbook(resources={"ann": {"capacity": 0}}),
        _runbook(resources={"ann": {"shifts": [{"from": "T+1h"}]}}),
        _runbook(blackouts={"B": {"title": "t", "windows": []}}),
        _with_task(with_=["x"]),
    ],
)
def test_schema_and_reader_refuse_a_wrong_shape(data: dict[str, Any]) -> None:
    """Unknown keys, wrong types, and lengths or times without their form are refused by both."""
    assert not SCHEMA.is_valid(data)
    assert not parse(_yaml(data), "f.yaml").whole


def _yaml(data: dict[str, Any]) -> str:
    """JSON is YAML too."""
    return json.dumps(data)
