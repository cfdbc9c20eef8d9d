"""The fixture that all tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console.terminal import Terminal


@pytest.fixture
def callboard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty directory."""
    return Terminal(tmp_path, capsys)
