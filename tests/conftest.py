"""What all tests share: serving an application, and which tests must run in one process."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest

from dependencies.kernels.compiled import WhenCalled
from tests.serving import served

#: Rooms whose tests share something dear: a Prefect server, a browser, machine code.
#: One process runs them all.
SHARING = ("tests/flows", "tests/browser", "tests/dependencies")
#: Files of those rooms that do without it, or that take so long that a second one is worth it.
APART = ("tests/flows/test_upkeep.py", "tests/browser/test_play.py")
#: What takes longest is begun first, so that the rest fills the gaps: 110 to 20 seconds.
FIRST = (
    "tests/flows",
    "tests/browser",
    "tests/acceptance/test_readme.py",
    "tests/browser/test_play.py",
    "tests/acceptance/test_live_night.py",
    "tests/flows/test_upkeep.py",
    "tests/dependencies",
    "tests/acceptance/test_rehearsal.py",
    "tests/console/api/test_schemathesis.py",
    "tests/acceptance/test_kill.py",
    "tests/rehearsals/core/test_night_properties.py",
)
#: A disk in memory, and the bytes to be free there: many times what a run of all tests takes up.
MEMORY, ROOM = Path("/dev/shm"), 2_000_000_000  # noqa: S108 - tests are its only users


def pytest_configure() -> None:
    """Spare the disk and the compiler: both would be asked thousands of times.

    Journals of tests are made durable as all are, but in memory, where that takes no time. Python
    keeps what it has compiled, here and in the hundreds of commands that are run.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.fixture(autouse=True, scope="session")
def small_plans_in_plain_python() -> Iterator[None]:
    """However many there are, no test waits for numba in the middle; see tests/dependencies."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhenCalled, "patience", float("inf"))
        yield


class Serving(Protocol):
    """Serves an application until the test ends; the address at which it answers."""

    def __call__(self, app: Any, *, port: int = 0) -> str: ...  # noqa: D102 - the class says it


@pytest.fixture
def serving() -> Iterator[Serving]:
    """Serves applications on this machine, each on a free port if none is asked for."""
    with ExitStack() as running:

        def serve(app: Any, *, port: int = 0) -> str:
            return running.enter_context(served(app, port=port))

        yield serve


def group_of(test: str) -> str:
    """The tests that must run in one process with a test: those of its file, or of its room."""
    file = test.split("::", 1)[0]
    rooms = (room for room in SHARING if file.startswith(f"{room}/") and file not in APART)
    return next(rooms, file)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Keep the tests of a group together, the slow groups first; within it, shuffled as before."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    yield
    groups = dict.fromkeys(group_of(item.nodeid) for item in items)
    ordered = sorted(groups, key=lambda group: FIRST.index(group) if group in FIRST else len(FIRST))
    place = {group: number for number, group in enumerate(ordered)}
    items.sort(key=lambda item: place[group_of(item.nodeid)])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Deal the tests out by groups, in order, where more than one process runs them."""
    # The suite runs without it too.
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # noqa: PLC0415

    class ByGroups(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    config.option.loadscopereorder = False
    return ByGroups(config, log)
