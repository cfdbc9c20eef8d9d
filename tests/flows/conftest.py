"""One real Prefect server for all tests that need one, started once by our own code."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.environment import prefect_environment, prefect_home
from flows.server import EmbeddedServer
from rehearsals.engine.settings import Settings

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """The server of this session; as it starts for the first time it makes its database."""
    with EmbeddedServer(tmp_path_factory.mktemp("prefect-home")) as started:
        with (
            closing(sqlite3.connect(started.home / "prefect.db")) as made,
            closing(sqlite3.connect(started.home / "empty.db")) as copy,
        ):
            made.backup(copy)
        yield started


@pytest.fixture
def embedded(server: EmbeddedServer, tmp_path: Path) -> Settings:
    """A data directory for a server of the test's own, with the database that is slow to make."""
    own = Settings(home=tmp_path / "home")
    prefect_home(own).mkdir(parents=True)
    shutil.copy(server.home / "empty.db", prefect_home(own) / "prefect.db")
    return own


@pytest.fixture
def settings(server: EmbeddedServer, tmp_path: Path) -> Iterator[Settings]:
    """A data directory of the test's own, with Prefect pointed at the session's server."""
    own = Settings(home=tmp_path / "home", prefect_api_url=server.api_url)
    with prefect_environment(own, server.api_url):
        yield own


@pytest.fixture
def client(settings: Settings) -> Iterator[SyncPrefectClient]:  # noqa: ARG001 - sets the stage
    """A client of the session's server."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as made:
        yield made
