"""Where runbooks come from: names of the library, paths, and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from dependencies.check import check
from runbooks.errors import RunbookNotFound
from runbooks.library import source_of


def test_source_of_a_path_is_its_text(tmp_path: Path) -> None:
    """The name under which findings cite it is the path as given."""
    file = tmp_path / "mine.yaml"
    file.write_text("runbook: mine\n", encoding="utf-8")
    source = source_of(str(file))
    assert (source.name, source.text) == (str(file), "runbook: mine\n")


def test_source_of_a_file_that_is_not_utf8_can_be_checked(tmp_path: Path) -> None:
    """The bytes are no reason to fail; the check says where they stand."""
    file = tmp_path / "mine.yaml"
    file.write_bytes(b"runbook: x\ntitle: caf\xe9\n")
    [found] = check(source_of(str(file))).findings
    assert str(found).startswith(f"{file}:2:11: error[syntax] A byte that is not UTF-8")


def test_source_of_a_near_miss_names_the_library() -> None:
    """A name that resembles a shipped runbook is corrected."""
    with pytest.raises(RunbookNotFound, match="Did you mean m10"):
        source_of("m10.yaml")


@pytest.mark.parametrize("ref", ["no/such/file.yaml", "", ".", "nul\0byte", "x" * 5000])
def test_source_of_what_is_no_file_says_so(ref: str) -> None:
    """Missing files, directories and impossible names are refused, each with the next action."""
    with pytest.raises(RunbookNotFound) as refused:
        source_of(ref)
    assert refused.value.hint
