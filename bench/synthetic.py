"""Made-up runbooks and runs of a chosen size, the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from rehearsals.core import events as e
from rehearsals.core.opening import Opening, open_run
from runbooks.model import Runbook

START = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


def runbook_yaml(tasks: int, links: int) -> str:
    """A runbook of so many tasks in layers, each linked backwards, with about so many links."""
    head = [
        "runbook: synthetic",
        "title: A synthetic runbook for measuring",
        'start: "2026-01-12T09:00"',
        "parties: {si: {name: Systems Integrator}, recco: {name: RECCo}}",
        "tasks:",
    ]
    return "\n".join([*head, *_tasks(tasks, links)]) + "\n"


def _tasks(tasks: int, links: int) -> Iterator[str]:
    each, rest = divmod(links, tasks - 1)
    for number in range(tasks):
        wanted = each + (number <= rest)
        after = sorted({max(number - step, 0) for step in _steps(number, wanted)} - {number})
        yield f"  - id: T{number:05}"
        yield f"    title: Step {number} of the synthetic cutover"
        yield f"    party: {'si' if number % 2 else 'recco'}"
        yield f"    after: [{', '.join(f'T{p:05}' for p in after)}]"
        yield f"    duration: {{low: 10m, likely: {15 + number % 30}m, high: 2h}}"
        if number >= tasks - 40:
            yield "    end: true"


def _steps(number: int, wanted: int) -> Iterator[int]:
    """Distances back to predecessors: near ones, spread by a fixed pattern."""
    for turn in range(wanted):
        yield 20 + turn * 17 + (number * 7 + turn * 13) % 15


def played_night(runbook: Runbook) -> list[e.Fact]:
    """The facts of a run of a runbook: each task is started, noted, commented and finished."""
    scope = tuple(task.id for task in runbook.tasks)
    opening = Opening(run="BENCH", runbook=runbook, scope=scope)
    facts = [open_run(opening, now=START, actor="bench", channel="bench")]
    for number, task in enumerate(runbook.tasks):
        began = START + timedelta(seconds=number)
        ended = began + timedelta(seconds=1)
        facts.append(_fact(e.TaskStarted(task=task.id, attempt=1), began))
        facts.append(_fact(e.NoteAdded(text="Going well.", task=task.id), began))
        facts.append(_fact(e.AttendanceRecorded(party=task.party, attendance="required"), ended))
        facts.append(_fact(e.TaskFinished(task=task.id, attempt=1), ended))
    return facts


def _fact(event: e.Event, at: datetime) -> e.Fact:
    return e.Fact(
        event=event, at=at, recorded_at=at, actor="bench", channel="bench", command="bench"
    )
