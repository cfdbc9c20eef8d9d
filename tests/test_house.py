"""The house rules that a machine can hold: packaging, the lock file, and the size of files."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("runbooks", "dependencies", "rehearsals", "notices", "reports", "flows", "console")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
#: What besides code a wheel must carry, one of each kind.
DATA = (
    "runbooks/library/m10.yaml",
    "runbooks/library/m11.yaml",
    "rehearsals/people/library/m10-people.yaml",
    "rehearsals/journal/migrations/versions/0001_journal.py",
    "rehearsals/journal/migrations/versions/0002_deliveries.py",
    "notices/subscriptions/library/m10_subscribers.yaml",
    "reports/templates/page.html.j2",
    "reports/templates/style.css",
    "notices/wording/templates/notice.txt.j2",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the wheel."""
    target = tmp_path_factory.mktemp("dist")
    build = f"from hatchling.build import build_wheel; build_wheel({str(target)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=ROOT, check=True, capture_output=True)
    (built,) = target.glob("*.whl")
    return set(zipfile.ZipFile(built).namelist())


def test_wheel_holds_the_seven_rooms_and_nothing_else(wheel: set[str]) -> None:
    """No tests, no benches, no stray folder becomes somebody's top-level package."""
    tops = {name.split("/")[0] for name in wheel}

    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)


@pytest.mark.parametrize("name", DATA)
def test_wheel_holds_what_is_not_code(wheel: set[str], name: str) -> None:
    """Library, templates and migrations are installed with the code that reads them."""
    assert name in wheel


def test_lock_file_has_hashes_and_names_no_host() -> None:
    """Exact versions from wherever the operator installs, and nothing else."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert "://" not in lock
    pinned = re.findall(r"^[a-z0-9.-]+(?:\[[a-z,-]+\])?==\S+.*\\$", lock, re.MULTILINE)
    assert len(pinned) > 100
    assert lock.count("--hash=sha256:") >= len(pinned)


def test_every_file_says_in_its_first_line_what_it_is_for() -> None:
    """A docstring, before anything else."""
    texts = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in FILES}

    silent = [path for path, text in texts.items() if not text.startswith(('"""', 'r"""'))]
    assert silent == []


def test_no_file_needs_much_scrolling() -> None:
    """400 lines at most, without exception."""
    long = [path for path in FILES if path.read_text(encoding="utf-8").count("\n") > 400]

    assert long == []
