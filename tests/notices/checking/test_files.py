"""Real notices can be written down; malformed ones are refused, with line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from notices.checking import check
from notices.reading import read_content, read_notice
from runbooks.errors import NoticeInvalid
from tests.notices.checking.files import DOUBTFUL, MALFORMED, REAL, marks_in, window_in


def name(file: Path) -> str:
    """What a case is called."""
    return file.stem


@pytest.mark.parametrize("file", [*REAL, *MALFORMED, *DOUBTFUL], ids=name)
def test_reading_finds_what_a_file_says(file: Path) -> None:
    """Severity, rule, line and column of every finding are as stated, in order."""
    text = file.read_text(encoding="utf-8")

    found = read_notice(text, file.name).findings

    shown = "\n".join(map(str, found))
    stated = [(f.finding.severity, f.finding.rule, f.line, f.column) for f in found]
    assert stated == marks_in(text), shown


def test_there_are_eighteen_real_notices() -> None:
    """None of them was left out."""
    assert len(REAL) == 18


@pytest.mark.parametrize("file", REAL, ids=name)
def test_real_notice_is_read_at_its_instants(file: Path) -> None:
    """Its window is the one that was worked out by hand, in UTC."""
    window = read_content(file).window

    assert (window.start, window.end) == window_in(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", MALFORMED, ids=name)
def test_malformed_notice_is_refused(file: Path) -> None:
    """With each error, its line and what to do."""
    with pytest.raises(NoticeInvalid) as refused:
        read_content(file)

    assert len(refused.value.findings) == len(marks_in(file.read_text(encoding="utf-8")))
    assert f"{file}:" in str(refused.value)


@pytest.mark.parametrize("file", DOUBTFUL, ids=name)
def test_doubtful_notice_is_read_all_the_same(file: Path) -> None:
    """A warning is for whoever approves it."""
    assert read_content(file).title


def test_files_cover_every_rule() -> None:
    """But the two that need what no file can hold; they have tests of their own."""
    files = [*REAL, *MALFORMED, *DOUBTFUL]
    stated = {mark[1] for file in files for mark in marks_in(file.read_text(encoding="utf-8"))}
    rules = {module.RULE for module in vars(check).values() if hasattr(module, "RULE")}

    assert rules - stated == {"naive-time", "unknown-system"}


def test_every_finding_says_what_to_do() -> None:
    """A message that ends like a sentence, and a hint."""
    for file in [*REAL, *MALFORMED, *DOUBTFUL]:
        for found in read_notice(file.read_text(encoding="utf-8"), file.name).findings:
            assert found.finding.hint, found
            assert found.finding.message.endswith("."), found
