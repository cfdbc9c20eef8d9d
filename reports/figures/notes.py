"""What people wrote down during the run: notes, files, why tasks were held, released, blocked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rehearsals.core import events as e
from reports.figures.material import Material


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteFigures:
    """Something written down, in the order of the journal."""

    kind: Literal["note", "lesson", "held", "released", "blocked", "unblocked", "file"]
    at: datetime
    by: str
    task: str | None
    gate: str | None
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NotesFigures:
    """All that was written down."""

    notes: tuple[NoteFigures, ...]


def build_notes(material: Material) -> NotesFigures:
    """Notes, files, holds, releases and blocks, oldest first."""
    noted = (_note(fact) for fact in material.facts)
    return NotesFigures(notes=tuple(note for note in noted if note is not None))


def _note(fact: e.Fact) -> NoteFigures | None:
    match fact.event:
        case e.NoteAdded(text=text, task=task, gate=gate, lesson=lesson):
            kind: Literal["note", "lesson"] = "lesson" if lesson else "note"
            return NoteFigures(
                kind=kind, at=fact.at, by=fact.actor, task=task, gate=gate, text=text
            )
        case e.TaskHeld(task=held, reason=reason) | e.BranchHeld(task=held, reason=reason):
            return NoteFigures(
                kind="held", at=fact.at, by=fact.actor, task=held, gate=None, text=reason
            )
        case (
            e.TaskReleased(task=released, reason=reason)
            | e.BranchReleased(task=released, reason=reason)
        ):
            return NoteFigures(
                kind="released", at=fact.at, by=fact.actor, task=released, gate=None, text=reason
            )
        case e.TaskBlocked() | e.TaskUnblocked():
            return _blocked(fact, fact.event)
        case e.FileAttached(task=task, gate=gate):
            return NoteFigures(
                kind="file", at=fact.at, by=fact.actor, task=task, gate=gate, text=_file(fact.event)
            )
        case _:
            return None


def _blocked(fact: e.Fact, event: e.TaskBlocked | e.TaskUnblocked) -> NoteFigures:
    blocked = isinstance(event, e.TaskBlocked)
    whose = f" (copy of {', '.join(event.parties)})" if event.parties else ""
    needs = f" (needs {event.needs})" if isinstance(event, e.TaskBlocked) and event.needs else ""
    return NoteFigures(
        kind="blocked" if blocked else "unblocked",
        at=fact.at,
        by=fact.actor,
        task=event.task,
        gate=None,
        text=f"{event.reason}{needs}{whose}",
    )


def _file(event: e.FileAttached) -> str:
    """Its name and digest, by which it is found beside the journal, and what was said of it."""
    said = f": {event.text}" if event.text else ""
    return f"{event.name} (SHA-256 {event.sha256}){said}"
