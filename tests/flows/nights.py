"""Opened runs of automated tasks, and what Prefect's own database says of them afterwards."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from flows.wiring import opened_journal
from rehearsals.core.events import Event
from rehearsals.core.opening import open_run
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings
from rehearsals.names import run_stream
from rehearsals.testing import a_runbook, a_task, an_opening

RUN = "DR1"


def an_open_run(settings: Settings, *tasks: dict[str, Any], **changes: Any) -> str:
    """Open a rehearsal of these tasks, as of now."""
    clock = SystemClock()
    # The factories' runbook starts when their runs are opened; this one began just now.
    opening = an_opening(a_runbook(*tasks, start="2026-01-12T09:00"), **{"run": RUN, **changes})
    fact = open_run(opening, now=clock.now(), actor="ann", channel="test")
    with opened_journal(settings) as journal:
        Desk(journal, clock.now).open(fact, opening.run)
    return opening.run


def an_automated_task(task_id: str, *after: str, wait: str = "0m") -> dict[str, Any]:
    """A task that a machine waits for."""
    return a_task(task_id, *after, run={"wait": {"for": wait}})


def events_of(settings: Settings, run: str = RUN) -> list[Event]:
    """What has happened in a run."""
    with opened_journal(settings) as journal:
        return [fact.event for fact in Desk(journal, SystemClock().now).facts(run)]


def is_held(settings: Settings, run: str = RUN) -> bool:
    """Whether an engine holds a run."""
    with opened_journal(settings) as journal:
        return journal.lease(run_stream(run)) is not None


def task_runs(home: Path) -> Counter[tuple[str, str]]:
    """Names and states of the task runs in an embedded Prefect's database."""
    return Counter(_rows(home, "SELECT name, state_name FROM task_run"))


def flow_runs(home: Path) -> Counter[tuple[str, str]]:
    """Names and states of the flow runs in an embedded Prefect's database."""
    return Counter(_rows(home, "SELECT name, state_name FROM flow_run"))


def mirrored_events(home: Path) -> int:
    """How many of Callboard's events are in an embedded Prefect's database."""
    sql = "SELECT count(*), '' FROM events WHERE event LIKE 'callboard.%'"
    return int(_rows(home, sql)[0][0])


def _rows(home: Path, sql: str) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(home / "prefect.db")) as database:
        return list(database.execute(sql))
