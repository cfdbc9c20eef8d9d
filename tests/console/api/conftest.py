"""Fixtures of the tests of the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console.web.place import Place, a_place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A console with the people of tests."""
    with a_place(tmp_path / "home") as made:
        yield made
