"""Writing runbooks: what is written is read as the same, and written the same again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from runbooks.model import Runbook
from runbooks.reading import parse
from runbooks.writer import dump, from_data, to_data
from tests.runbooks.golden_files import VALID
from tests.runbooks.strategies import runbooks

SLOW_TO_DRAW = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)


def _read(text: str) -> Runbook:
    parsed = parse(text, "written.yaml")
    assert parsed.runbook is not None, "\n".join(map(str, parsed.findings)) + text
    assert parsed.whole, "\n".join(map(str, parsed.findings)) + text
    return parsed.runbook


@SLOW_TO_DRAW
@given(runbooks)
def test_dump_is_read_as_the_same_runbook(runbook: Runbook) -> None:
    """`load(dump(r)) == r`, whatever its ids and texts look like to YAML."""
    assert _read(dump(runbook)) == runbook


@SLOW_TO_DRAW
@given(runbooks)
def test_dump_is_stable(runbook: Runbook) -> None:
    """Writing what was read gives the same text again."""
    text = dump(runbook)
    assert dump(_read(text)) == text


@SLOW_TO_DRAW
@given(runbooks)
def test_to_data_survives_json(runbook: Runbook) -> None:
    """`from_data(to_data(r)) == r`, also through JSON text."""
    data = json.loads(json.dumps(to_data(runbook)))
    assert from_data(data) == runbook


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_dump_keeps_all_of_a_golden_runbook(file: Path) -> None:
    """Golden runbooks survive being written."""
    runbook = _read(file.read_text(encoding="utf-8"))
    assert _read(dump(runbook)) == runbook


def test_dump_leaves_defaults_out_and_quotes_only_what_needs_it() -> None:
    """Keys stand in the order of the model, and plain words stand bare."""
    data = {
        "title": "NO",
        "version": "0.3",
        "runbook": "r",
        "start": "2025-09-01 09:00:00",
        "tasks": [
            {"duration": "90m", "id": "A", "title": "null", "party": "NO", "after": ["B"]},
        ],
    }
    assert dump(from_data(data)) == (
        "runbook: r\n"
        "title: NO\n"
        "version: '0.3'\n"
        "start: 2025-09-01T09:00\n"
        "tasks:\n"
        "- id: A\n"
        "  title: 'null'\n"
        "  party: NO\n"
        "  after: [B]\n"
        "  duration: 1h30m\n"
    )


def test_dump_writes_lines_of_text_as_lines() -> None:
    """A text of several lines stands as a block, readable as it is."""
    base = {"runbook": "r", "title": "t", "start": "2025-09-01T09:00"}
    task = {"id": "A", "title": "t", "party": "p", "duration": "1h"}
    text = dump(from_data({**base, "tasks": [{**task, "instructions": "Ring.\nThen wait."}]}))
    assert text.endswith("  instructions: |-\n    Ring.\n    Then wait.\n")


def test_dump_writes_what_is_planned_with_in_one_way() -> None:
    """Times, offsets and lengths are canonical, and what is as it would be anyway is left out."""
    base = {"runbook": "r", "title": "t", "start": "2025-09-01T09:00"}
    task = {"id": "A", "title": "t", "party": "p", "duration": "1h", "needs": {"ann": 1}}
    window = {"from": "T+24h", "to": "T+05wd@england"}
    data = {
        **base,
        "parties": {"p": {"name": "P", "calendar": "england"}},
        "resources": {"ann": {"person": True, "members": [], "shifts": [window]}},
        "calendars": {"c": {"hours": "09:00-17:00", "open": ["2026-04-01"], "closed": []}},
        "blackouts": {"B": {"title": "t", "windows": [window], "tasks": ["A"]}},
        "tasks": [{**task, "not_after": "T-120m", "fixed": "2025-09-01 10:00"}],
        "rollback": {"margin": "PT60M"},
        "forecast": {"spread": {"low": 0.9, "high": 2}, "correlation": 0.3},
        "float_limit": "90m",
    }
    assert dump(from_data(data)) == (
        "runbook: r\n"
        "title: t\n"
        "start: 2025-09-01T09:00\n"
        "parties:\n"
        "  p: {name: P, calendar: england}\n"
        "resources:\n"
        "  ann:\n"
        "    person: true\n"
        "    shifts:\n"
        "    - {from: T+1d, to: T+5wd}\n"
        "calendars:\n"
        "  c:\n"
        "    open: [2026-04-01]\n"
        "blackouts:\n"
        "  B:\n"
        "    title: t\n"
        "    windows:\n"
        "    - {from: T+1d, to: T+5wd}\n"
        "    tasks: [A]\n"
        "tasks:\n"
        "- id: A\n"
        "  title: t\n"
        "  party: p\n"
        "  not_after: T-2h\n"
        "  fixed: 2025-09-01T10:00\n"
        "  duration: 1h\n"
        "  needs: {ann: 1}\n"
        "rollback: {margin: 1h}\n"
        "forecast:\n"
        "  spread: {high: 2}\n"
        "float_limit: 1h30m\n"
    )
