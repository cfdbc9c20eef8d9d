"""What people wrote down during the run: notes, and why branches were held and released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rehearsals.core import events as e
from reports.figures.material import Material


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteFigures:
    """Something written down, in the order of the journal."""

    kind: Literal["note", "lesson", "held", "released"]
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
    """Notes, holds and releases, oldest first."""
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
        case _:
            return None
