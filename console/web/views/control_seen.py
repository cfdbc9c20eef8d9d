"""What is written down during the night: incidents, notes, and what assurance observed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.naming import party_name, person_name
from console.web.views.gate_may import Trying
from console.web.views.moments import Shown, shown
from rehearsals.core import commands as c
from rehearsals.core.night.state import Incident, Observation

#: Notes that are shown, newest first.
_MOST_NOTES = 15


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentRow:
    """An incident that bears on the run, or did."""

    reference: str
    summary: str
    about: str
    url: str | None
    since: Shown | None
    closed: Shown | None
    resolution: str
    may_close: bool


def incidents(trying: Trying) -> tuple[IncidentRow, ...]:
    """The incidents of a run: open ones first."""
    rows = [_incident(trying, one) for one in trying.look.state.incidents.values()]
    return tuple(sorted(rows, key=lambda row: row.closed is not None))


def _incident(trying: Trying, one: Incident) -> IncidentRow:
    zone = trying.look.state.runbook.timezone
    return IncidentRow(
        reference=one.reference,
        summary=one.summary,
        about=", ".join(filter(None, (one.system, one.task))),
        url=one.url,
        since=shown(one.at, zone),
        closed=shown(one.closed_at, zone),
        resolution=one.resolution,
        may_close=one.closed_at is None
        and trying.may(c.CloseIncident, reference=one.reference, resolution="trial"),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteRow:
    """A note, or a lesson."""

    key: str
    text: str
    at: Shown | None
    who: str
    about: str
    href: str
    lesson: bool


def notes(trying: Trying) -> tuple[NoteRow, ...]:
    """The newest notes of a run."""
    return tuple(_notes(trying))


def _notes(trying: Trying) -> Iterator[NoteRow]:
    state = trying.look.state
    numbered = list(enumerate(state.notes, 1))
    for number, note in reversed(numbered[-_MOST_NOTES:]):
        place = f"tasks/{note.task}" if note.task else f"gates/{note.gate}" if note.gate else ""
        yield NoteRow(
            key=f"note-{number}",
            text=note.text,
            at=shown(note.at, state.runbook.timezone),
            who=person_name(note.by),
            about=note.task or note.gate or "",
            href=f"/runs/{state.run}/{place}" if place else "",
            lesson=note.lesson,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ObservationRow:
    """What assurance saw."""

    number: int
    text: str
    by: str
    at: Shown | None
    about: str
    #: The party that is asked for the facts; empty if none is.
    party: str
    answer: str
    answered_by: str
    final: Shown | None
    may_answer: bool
    may_finish: bool


def observations(trying: Trying) -> tuple[ObservationRow, ...]:
    """The observations of a run: those that are not final first, then the newest."""
    rows = [_observation(trying, one) for one in reversed(trying.look.state.observations)]
    return tuple(sorted(rows, key=lambda row: row.final is not None))


def _observation(trying: Trying, one: Observation) -> ObservationRow:
    state = trying.look.state
    undecided = one.final_at is None
    return ObservationRow(
        number=one.number,
        text=one.text,
        by=person_name(one.by),
        at=shown(one.at, state.runbook.timezone),
        about=", ".join(filter(None, (one.task, one.gate))),
        party=party_name(state.runbook, one.party) if one.party else "",
        answer=one.answer,
        answered_by=person_name(one.answered_by),
        final=shown(one.final_at, state.runbook.timezone),
        may_answer=undecided
        and one.party is not None
        and trying.may(c.AnswerObservation, number=one.number, text="trial"),
        may_finish=undecided and trying.may(c.FinishObservation, number=one.number),
    )
