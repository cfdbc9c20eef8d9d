"""Golden runbooks provoke exactly what they say, and together everything there is to provoke."""

from __future__ import annotations

from pathlib import Path

import pytest

from dependencies import rules as order_rules
from dependencies.check import check
from runbooks import rules
from runbooks.library import Source
from tests.runbooks.golden_files import INVALID, VALID, marks_in


@pytest.mark.parametrize("file", [*VALID, *INVALID], ids=lambda file: file.stem)
def test_check_finds_what_a_golden_file_says(file: Path) -> None:
    """Severity, rule, line and column of every finding are as stated, in order."""
    text = file.read_text(encoding="utf-8")
    found = check(Source(name=file.name, text=text)).findings
    shown = "\n".join(map(str, found))
    stated = [(f.finding.severity, f.finding.rule, f.line, f.column) for f in found]
    assert stated == marks_in(text), shown


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_check_finds_no_error_in_a_valid_file(file: Path) -> None:
    """A valid golden file states warnings at most."""
    severities = {mark[0] for mark in marks_in(file.read_text(encoding="utf-8"))}
    assert "error" not in severities


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_check_finds_an_error_in_an_invalid_file(file: Path) -> None:
    """An invalid golden file states at least one error."""
    severities = {mark[0] for mark in marks_in(file.read_text(encoding="utf-8"))}
    assert "error" in severities


def _rules_of(package: object) -> set[str]:
    return {module.RULE for module in vars(package).values() if hasattr(module, "RULE")}


def test_golden_files_cover_every_rule() -> None:
    """No rule is without a golden file that provokes it."""
    stated = {m[1] for f in [*VALID, *INVALID] for m in marks_in(f.read_text(encoding="utf-8"))}
    reading = {"syntax", "alias", "duplicate-key", "too-deep", "unknown-key", "missing-key"}
    reading |= {"missing-owner", "missing-duration", "bad-id", "bad-duration", "bad-time", "schema"}
    times = {"ambiguous-time", "non-existent-time"}
    assert reading | times | _rules_of(rules) | _rules_of(order_rules) <= stated


def test_check_says_what_to_do_about_every_problem() -> None:
    """Each finding has a hint and a message that ends like a sentence."""
    for file in [*VALID, *INVALID]:
        for found in check(Source(name=file.name, text=file.read_text(encoding="utf-8"))).findings:
            assert found.finding.hint, found
            assert found.finding.message.endswith("."), found
