"""The fixtures that all tests of the console share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.naming import know_people
from tests.console.terminal import Terminal


@pytest.fixture(autouse=True)
def names_are_forgotten() -> Iterator[None]:
    """Whoever a test got to know by name, the next one does not know."""
    yield
    know_people({})


@pytest.fixture
def callboard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty directory."""
    return Terminal(tmp_path, capsys)
