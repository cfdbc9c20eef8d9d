"""What was entered late, began out of sequence, or was taken back: marked for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rehearsals.core import events as e
from reports.figures.material import Material, once
from reports.figures.voices import voice_of

_WORDS = re.compile(r"[A-Z][a-z0-9]*")
#: Where the subject of an event stands, the most telling first.
_SUBJECTS = ("task", "gate", "outage", "item", "reference", "party")


@dataclass(frozen=True, kw_only=True, slots=True)
class LateEntry:
    """Something that was entered after it had happened; both times in UTC."""

    #: What was entered, such as `task finished`.
    what: str
    #: What it is about; empty for the run as a whole.
    subject: str
    happened_at: datetime
    entered_at: datetime
    late_minutes: float
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OutOfSequence:
    """A task that really began before its predecessors were done."""

    task: str
    title: str
    attempt: int
    at: datetime
    by: str
    reason: str
    #: When its predecessors let it go; None if they have not.
    ready_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What had been said of a task and was taken back; the history stays."""

    kind: Literal["reopened", "undone", "copy withdrawn"]
    task: str
    title: str
    at: datetime
    by: str
    #: What was taken back, such as `finished, attempt 1`, or whose copy.
    what: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionsFigures:
    """All of it, in the order in which it was entered."""

    late_entries: tuple[LateEntry, ...]
    out_of_sequence: tuple[OutOfSequence, ...]
    corrections: tuple[Correction, ...]


@once
def build_corrections(material: Material) -> CorrectionsFigures:
    """What a reader must know before relying on the order and the times of the entries."""
    return CorrectionsFigures(
        late_entries=tuple(_late(material, fact) for fact in material.facts if fact.late),
        out_of_sequence=tuple(_out_of_sequence(material)),
        corrections=tuple(_corrections(material)),
    )


def _late(material: Material, fact: e.Fact) -> LateEntry:
    subjects = (getattr(fact.event, name, None) for name in _SUBJECTS)
    return LateEntry(
        what=words_of(fact.event),
        subject=next((str(subject) for subject in subjects if subject), ""),
        happened_at=fact.at,
        entered_at=fact.recorded_at,
        late_minutes=material.length(fact.at, fact.recorded_at),
        by=voice_of(material, fact),
    )


def words_of(event: e.Event) -> str:
    """`task finished` for a TaskFinished."""
    return " ".join(word.lower() for word in _WORDS.findall(type(event).__name__))


def _out_of_sequence(material: Material) -> Iterator[OutOfSequence]:
    for fact in material.facts:
        event = fact.event
        if isinstance(event, e.TaskStarted) and event.out_of_sequence:
            yield OutOfSequence(
                task=event.task,
                title=material.title_of(event.task),
                attempt=event.attempt,
                at=fact.at,
                by=voice_of(material, fact),
                reason=event.out_of_sequence,
                ready_at=material.ready_at(event.task),
            )


def _corrections(material: Material) -> Iterator[Correction]:
    for fact in material.facts:
        found = _taken_back(material, fact.event)
        if found is None:
            continue
        kind, task, what, reason = found
        yield Correction(
            kind=kind,
            task=task,
            title=material.title_of(task),
            at=fact.at,
            by=voice_of(material, fact),
            what=what,
            reason=reason,
        )


_Taken = tuple[Literal["reopened", "undone", "copy withdrawn"], str, str, str]


def _taken_back(material: Material, event: e.Event) -> _Taken | None:
    match event:
        case e.TaskReopened(task=task, reason=reason):
            return "reopened", task, "to be done again", reason
        case e.EntryUndone(task=task, what=what, attempt=attempt, reason=reason):
            return "undone", task, f"{what}, attempt {attempt}" if attempt else what, reason
        case e.CopyWithdrawn(task=task, party=party, reason=reason):
            return "copy withdrawn", task, material.party_name(party), reason
        case _:
            return None
