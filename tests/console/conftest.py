"""The fixtures that all tests of the console share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.naming import know_people
from tests.console.terminal import Terminal
from tests.console.web.place import Place, a_place
from tests.console.web.serving import free_port, served


@pytest.fixture(autouse=True)
def names_are_forgotten() -> Iterator[None]:
    """Whoever a test got to know by name, the next one does not know."""
    yield
    know_people({})


@pytest.fixture
def callboard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in an empty directory."""
    return Terminal(tmp_path, capsys)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A console with the people of tests."""
    with a_place(tmp_path / "home") as made:
        yield made


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Place, str]]:
    """A console that is served, and its address."""
    port = free_port()
    with (
        a_place(tmp_path / "home", url=f"http://127.0.0.1:{port}") as place,
        served(place.house, port) as url,
    ):
        yield place, url
