"""Journals for tests of the mirror: facts as a run would have recorded them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from rehearsals.core.events import Event, Fact, RunClosed, RunOpened, TaskFinished, TaskStarted
from rehearsals.journal.codec import to_entry
from rehearsals.journal.memory import MemoryJournal
from rehearsals.names import run_stream

BEGAN = datetime(2025, 9, 19, 17, 0, tzinfo=UTC)


def a_fact(event: Event, *, minutes: int = 0) -> Fact:
    """A fact so many minutes into the run."""
    at = BEGAN + timedelta(minutes=minutes)
    return Fact(event=event, at=at, recorded_at=at, actor="ann", channel="cli", command="c1")


def an_opening(run: str, *tasks: str, gates: Mapping[str, str] | None = None) -> Fact:
    """The opening of a run of tasks that follow nothing; `gates` have these meetings."""
    written = [{"id": task, "title": f"Do {task}", "party": "si"} for task in tasks]
    decided = [{"id": gate, "meeting": meeting} for gate, meeting in (gates or {}).items()]
    runbook = {
        "title": "A trial",
        "timezone": "Europe/London",
        "tasks": written,
        "gates": decided,
    }
    return a_fact(
        RunOpened(run=run, mode="rehearsal", runbook=runbook, scope=tasks, clock={"kind": "system"})
    )


def a_finish(task: str, attempt: int = 1) -> tuple[Fact, Fact]:
    """The start and the end of an attempt of ten minutes."""
    return (
        a_fact(TaskStarted(task=task, attempt=attempt), minutes=5),
        a_fact(TaskFinished(task=task, attempt=attempt), minutes=15),
    )


def a_close() -> Fact:
    """The end of a run."""
    return a_fact(RunClosed(outcome="finished"), minutes=20)


def a_journal(run: str, *facts: Fact) -> MemoryJournal:
    """A journal that holds these facts."""
    journal = MemoryJournal()
    record(journal, run, *facts)
    return journal


def record(journal: MemoryJournal, run: str, *facts: Fact) -> None:
    """Append facts to a run."""
    stream = run_stream(run)
    journal.append(stream, journal.head(stream).seq, [to_entry(fact) for fact in facts])
