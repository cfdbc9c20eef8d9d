"""Changes to the plan on the way: amendments, tasks given to others, parties that left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rehearsals.core import events as e
from rehearsals.core.night.state import Amendment
from reports.figures.material import Material
from reports.figures.voices import voice_of


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeFigures:
    """One object of the plan that an amendment changes."""

    kind: str
    id: str
    what: Literal["added", "taken out", "changed"]
    #: The fields that differ, in alphabetical order; empty if it is added or taken out.
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendmentFigures:
    """A proposed change to the plan, and what became of it; instants in UTC."""

    number: int
    status: Literal["proposed", "approved", "rejected"]
    reason: str
    #: It takes back what can no longer be turned back.
    reversal: bool
    proposed_at: datetime
    proposed_by: str
    ended_at: datetime | None
    ended_by: str
    #: Why it was rejected.
    end_reason: str
    changes: tuple[ChangeFigures, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReassignmentFigures:
    """A task that was given to another party."""

    task: str
    title: str
    #: The names of the party that had it, and of the one that has it from then on.
    from_party: str
    to_party: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DepartureFigures:
    """A party that left the run, and the gates that it had a say at."""

    party: str
    replaced_by: str | None
    at: datetime
    by: str
    reason: str
    #: Gates that were looked at again, each with the names of those whose go was still missing.
    gates: tuple[GateLeftFigures, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GateLeftFigures:
    """A gate at which a party that left had a say."""

    gate: str
    missing: tuple[str, ...]
    had_passed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesFigures:
    """All of it, in the order of the journal."""

    amendments: tuple[AmendmentFigures, ...]
    #: The planned finish at the opening, and as amended; None if the plan was not amended.
    finish_at_opening: datetime | None
    finish_as_amended: datetime | None
    finish_moved_minutes: float | None
    reassignments: tuple[ReassignmentFigures, ...]
    departures: tuple[DepartureFigures, ...]


def build_changes(material: Material) -> ChangesFigures:
    """The changes to the plan of a run."""
    before = material.baseline.finish if material.baseline else None
    after = material.plan.finish if material.baseline else None
    return ChangesFigures(
        amendments=tuple(_amendment(material, one) for one in material.state.amendments),
        finish_at_opening=before,
        finish_as_amended=after,
        finish_moved_minutes=material.between(before, after),
        reassignments=tuple(_reassignments(material)),
        departures=tuple(_departures(material)),
    )


def _amendment(material: Material, amendment: Amendment) -> AmendmentFigures:
    what = amendment.what
    return AmendmentFigures(
        number=what.number,
        status=amendment.status,
        reason=what.reason,
        reversal=what.reversal,
        proposed_at=amendment.at,
        proposed_by=material.party_name(amendment.by),
        ended_at=amendment.ended_at,
        ended_by=material.party_name(amendment.ended_by),
        end_reason=amendment.reason,
        changes=tuple(_change(change) for change in what.changes),
    )


def _change(change: e.Change) -> ChangeFigures:
    before, after = change.before, change.after
    fields: tuple[str, ...] = ()
    if before is not None and after is not None:
        names = before.keys() | after.keys()
        fields = tuple(sorted(name for name in names if before.get(name) != after.get(name)))
    return ChangeFigures(
        kind=change.kind,
        id=change.id,
        what="added" if before is None else "taken out" if after is None else "changed",
        fields=fields,
    )


def _reassignments(material: Material) -> Iterator[ReassignmentFigures]:
    owners = {key: task.party for key, task in material.state.index.tasks.items()}
    for fact in material.facts:
        event = fact.event
        if isinstance(event, e.TaskReassigned):
            before = owners.get(event.task, "")
            owners[event.task] = event.party
            yield ReassignmentFigures(
                task=event.task,
                title=material.title_of(event.task),
                from_party=material.party_name(before),
                to_party=material.party_name(event.party),
                at=fact.at,
                by=voice_of(material, fact),
                reason=event.reason,
            )


def _departures(material: Material) -> Iterator[DepartureFigures]:
    reevaluated = [f.event for f in material.facts if isinstance(f.event, e.GateReevaluated)]
    for fact in material.facts:
        event = fact.event
        if isinstance(event, e.PartyLeft):
            heir = event.replaced_by
            yield DepartureFigures(
                party=material.party_name(event.party),
                replaced_by=material.party_name(heir) if heir else None,
                at=fact.at,
                by=voice_of(material, fact),
                reason=event.reason,
                gates=tuple(
                    GateLeftFigures(
                        gate=one.gate,
                        missing=tuple(map(material.party_name, one.missing)),
                        had_passed=one.had_passed,
                    )
                    for one in reevaluated
                    if one.party == event.party
                ),
            )
