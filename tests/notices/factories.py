"""An outage of one system, played by hand on a journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from notices.notice import Named, Notice
from rehearsals.core import commands as c
from rehearsals.desk import Desk
from rehearsals.engine.clock import VirtualClock
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from rehearsals.testing import OPENED, a_runbook, a_task, an_opened_run, asked, at
from runbooks.model import Runbook

NIGHT = datetime(2026, 1, 16, 22, 0, tzinfo=UTC)


def an_outage_runbook(
    *,
    tasks: tuple[dict[str, Any], ...] = (),
    runbook: dict[str, Any] | None = None,
    **outage: Any,
) -> Runbook:
    """EES goes down when DOWN starts and is back when UP is done, 60 minutes later; then END."""
    window = {
        "system": "EES",
        "title": "EES out of service",
        "opens": {"task": "DOWN", "at": "start"},
        "closes": {"task": "UP", "at": "finish"},
        "audience": ["recco", "ldsos"],
        **outage,
    }
    return a_runbook(
        a_task("DOWN"),
        a_task("UP", "DOWN"),
        a_task("END", "UP"),
        *tasks,
        systems={"EES": {"name": "Electricity Enquiry Service"}, "VAS": {"name": "Volumes"}},
        outages={"OUT-EES": window},
        **(runbook or {}),
    )


class Stage:
    """A run of an outage on a journal, whose clock each step sets."""

    def __init__(self, journal: Journal | None = None, *, run: str = "DR1", **opening: Any) -> None:
        """Open the run."""
        self.run = run
        self.journal = MemoryJournal() if journal is None else journal
        self.clock = VirtualClock(OPENED)
        self.desk = Desk(self.journal, self.clock.now)
        runbook = opening.pop("runbook", None) or an_outage_runbook()
        self.desk.open(an_opened_run(runbook, run=run, **opening), run)

    def start(self, minutes: float, task: str) -> None:
        """Start a task at a minute after the opening."""
        self._ask(minutes, asked(c.StartTask, task=task))

    def done(self, minutes: float, task: str) -> None:
        """Complete a task at a minute after the opening."""
        self._ask(minutes, asked(c.CompleteTask, task=task))

    def go_down(self) -> None:
        """The outage begins at minute 5."""
        self.start(5, "DOWN")

    def come_back(self) -> None:
        """The outage ends at minute 80."""
        self.done(40, "DOWN")
        self.start(45, "UP")
        self.done(80, "UP")

    def turn_back(self, minutes: float, gate: str) -> None:
        """Roll the whole back from a gate at a minute after the opening."""
        turn = {"kind": "rollback", "gate": gate, "decided_by": "sro", "reason": "too late"}
        self._ask(minutes, asked(c.TurnBack, **turn))

    def _ask(self, minutes: float, command: c.AnyCommand) -> None:
        self.clock.leap(at(minutes))
        self.desk.submit(self.run, command)


def a_notice(**changes: Any) -> Notice:
    """The first notice of a rehearsed outage of EES, from 22:00 for eight hours."""
    fields: dict[str, Any] = {
        "id": "DR1-OUT-EES",
        "revision": 0,
        "kind": "started",
        "run": "DR1",
        "test": True,
        "outage": "OUT-EES",
        "title": "EES out of service",
        "system": Named(id="EES", name="Electricity Enquiry Service"),
        "zone": "Europe/London",
        "planned_start": NIGHT,
        "planned_end": NIGHT + timedelta(hours=8),
        "actual_start": NIGHT,
        "actual_end": None,
        "audience": (Named(id="supplier", name="Suppliers"),),
        "impact": "unavailable",
        "data_handling": "queued",
        "action_required": "Send nothing.",
        "still_closed_for": (),
        "returns": "restored",
        "replaced_by": None,
        "published_at": NIGHT,
    }
    return Notice(**{**fields, **changes})


def a_completed_notice(**changes: Any) -> Notice:
    """The second notice of that outage, which took nine hours."""
    end = NIGHT + timedelta(hours=9)
    return a_notice(**{"revision": 1, "kind": "completed", "actual_end": end, **changes})
