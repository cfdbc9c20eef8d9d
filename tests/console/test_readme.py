"""The README knows the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.app import COMMANDS

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("name", [name for name, *_ in COMMANDS])
def test_each_command_is_in_the_readme(name: str) -> None:
    """A command that nobody reads about is not there."""
    text = README.read_text(encoding="utf-8")
    assert f"callboard {name}" in text or f"`{name}`" in text
