"""The parts of a task's page: its times, what was measured, said and attached, its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from console.naming import party_name, person_name
from console.telling import sentence
from console.web.reading import Look
from console.web.views.moments import Shown, clock_time, shown
from console.web.views.spoken import who_said
from console.web.views.task_card import Cards
from rehearsals.core import events as e
from rehearsals.core.history import HistoryEntry
from rehearsals.core.tasks.completing import within_tolerance
from runbooks.clocktime import minutes_text
from runbooks.tasks import Task

_BAD = e.TaskFailed | e.TaskOutcomeUnknown | e.TaskBlocked | e.BranchHeld | e.TaskHeld
_GOOD = e.TaskFinished | e.CopyConfirmed


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeRow:
    """One pair of times."""

    word: str
    start: Shown | None
    finish: Shown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultRow:
    """A figure: what is expected, and what was measured."""

    title: str
    unit: str
    expected: str
    measured: str
    #: Whose copy; empty: the task's.
    whose: str
    amiss: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryRow:
    """Something in its history."""

    key: str
    at: Shown | None
    text: str
    who: str
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteRow:
    """A note."""

    key: str
    at: Shown | None
    text: str
    by: str
    lesson: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FileRow:
    """A file."""

    key: str
    name: str
    href: str
    size: str
    text: str
    by: str
    at: Shown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentRow:
    """An incident that bears on it."""

    key: str
    reference: str
    summary: str
    url: str
    open: bool
    resolution: str


def times_of(cards: Cards, task_id: str) -> Iterator[TimeRow]:
    """Planned, expected and actual."""
    record, ahead = cards.look.state.task(task_id), cards.ahead.dates.get(task_id)
    planned = cards.look.standing.planned(task_id)
    yield TimeRow(
        word="Planned", start=cards.shown(planned.start), finish=cards.shown(planned.finish)
    )
    if ahead is not None and not record.settled:
        start = None if record.started_at else cards.shown(ahead.start)
        yield TimeRow(word="Expected", start=start, finish=cards.shown(ahead.finish))
    if record.started_at or record.settled_at:
        yield TimeRow(
            word="Actual",
            start=cards.shown(record.started_at),
            finish=cards.shown(record.settled_at),
        )


def length_of(start: datetime | None, end: datetime | None) -> str:
    """A length of time in words; empty as long as it has no end."""
    return minutes_text((end - start).total_seconds()) if start and end else ""


def results_of(look: Look, task: Task) -> Iterator[ResultRow]:
    """The figures: the task's own, and those of its copies."""
    state, record = look.state, look.state.task(task.id)
    measured = [("", record.results)]
    measured += [
        (party_name(state.runbook, party), copy.results)
        for party, copy in record.confirmations.items()
        if copy.results
    ]
    for whose, results in measured:
        for wanted in task.results:
            value = results.get(wanted.id)
            if value is None and (whose or len(measured) > 1):
                continue
            give = f" ± {wanted.tolerance:,.15g}" if wanted.tolerance else ""
            yield ResultRow(
                title=wanted.title or wanted.id,
                unit=wanted.unit,
                expected="" if wanted.expected is None else f"{wanted.expected:,.15g}{give}",
                measured="" if value is None else f"{value:,.15g}",
                whose=whose,
                amiss=value is not None and not within_tolerance(wanted, value),
            )


def entry_of(look: Look, one: HistoryEntry) -> EntryRow:
    """One entry of the history, marked if it was entered late or taken back."""
    zone = look.state.runbook.timezone
    words = sentence(one.event, look.state)
    if one.late:
        entered = clock_time(one.recorded_at, zone, look.now)
        words += f" (entered {entered.text})" if entered else ""
    if one.taken_back:
        words += " (taken back later)"
    kind = "bad" if isinstance(one.event, _BAD) else "good" if isinstance(one.event, _GOOD) else ""
    return EntryRow(
        key=f"fact-{one.seq}",
        at=clock_time(one.at, zone, look.now),
        text=words,
        who=who_said(one.fact),
        kind="" if one.taken_back else kind,
    )


def notes_of(look: Look, task_id: str) -> Iterator[NoteRow]:
    """The notes on a task."""
    zone = look.state.runbook.timezone
    for number, note in enumerate(look.state.notes, 1):
        if note.task == task_id:
            yield NoteRow(
                key=f"note-{number}",
                at=shown(note.at, zone),
                text=note.text,
                by=person_name(note.by),
                lesson=note.lesson,
            )


def files_of(look: Look, task_id: str) -> Iterator[FileRow]:
    """The files on a task."""
    for number, file in enumerate(look.state.attachments, 1):
        if file.task == task_id:
            yield FileRow(
                key=f"file-{number}",
                name=file.name,
                href=f"/runs/{look.run}/files/{number}",
                size=_size(file.size),
                text=file.text,
                by=person_name(file.by),
                at=shown(file.at, look.state.runbook.timezone),
            )


def _size(number: int) -> str:
    for unit, length in (("MB", 1_000_000), ("kB", 1_000)):
        if number >= length:
            return f"{number / length:.1f} {unit}"
    return f"{number} bytes"


def incidents_of(look: Look, task_id: str) -> Iterator[IncidentRow]:
    """The incidents that bear on a task."""
    for one in look.state.incidents.values():
        if one.task == task_id:
            yield IncidentRow(
                key=f"incident-{one.reference}",
                reference=one.reference,
                summary=one.summary,
                url=one.url or "",
                open=one.closed_at is None,
                resolution=one.resolution,
            )
