"""`callboard up` as it is typed: the web console, an engine for what is open, and an end of all."""

from __future__ import annotations

import sys
from pathlib import Path

import httpx

from rehearsals.engine.settings import Settings
from tests.flows.nights import an_automated_task, an_open_run
from tests.flows.upkept import processes_of, upkept
from tests.waiting import until

CALLBOARD = str(Path(sys.executable).with_name("callboard"))


def test_up_serves_plays_what_is_opened_and_ends(tmp_path: Path) -> None:
    """From an empty directory; the way in is told once, on the terminal, and in no log."""
    settings = Settings(home=tmp_path / "home")
    with upkept(settings, CALLBOARD, "up", "--port", "0", "--executor", "local") as kept:
        address = kept.says("Callboard is at ").split()[-1]
        link = kept.says("Set Callboard up").split()[-1]
        assert httpx.get(f"{address}/healthz").is_success

        an_open_run(settings, an_automated_task("A"), an_automated_task("B", "A"))

        kept.says("Run DR1: its engine is process")
        until(lambda: "the run is finished" in log(settings, "engine-DR1"))
        assert kept.end() == 0

    assert kept.lines[-1] == "Stopped; nothing is lost. `callboard up` carries on."
    assert processes_of(settings.home) == set()
    assert link.startswith(address)
    assert link.rpartition("/")[2] not in log(settings, "console")


def log(settings: Settings, name: str) -> str:
    """What a child has written down so far."""
    path = settings.home / "logs" / f"{name}.log"
    return path.read_text(encoding="utf-8") if path.exists() else ""
