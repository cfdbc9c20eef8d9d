"""What a command need not wait for before it begins."""

from __future__ import annotations

import subprocess
import sys

import pytest

#: Each takes longer to import than all of what an acting command does.
HEAVY = ("networkx", "prefect", "alembic", "jinja2", "holidays", "httpx")


@pytest.mark.parametrize("command", ["tasks", "gates", "ready", "runs"])
def test_acting_and_looking_wait_for_nothing_they_do_not_need(command: str) -> None:
    """On the night people type these hundreds of times."""
    script = (
        f"import sys, console.main, console.commands.{command}; "
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
