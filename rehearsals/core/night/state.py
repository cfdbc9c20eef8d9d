"""What a run remembers of its night besides tasks and gates: calls, shifts, incidents, items, plan.

Frozen records, newest facts included; the maps and tuples that hold them stand in `RunState`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from rehearsals.core.plan.events import AmendmentProposed, TurnedBack
from rehearsals.core.words import ItemKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """What a party said to a roll-call."""

    present: bool
    note: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RollCall:
    """A roll-call, with the answers so far."""

    number: int
    title: str
    parties: tuple[str, ...]
    called_at: datetime
    answers: Mapping[str, Answered] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """The parties that have not answered, or are marked as missing."""
        return tuple(
            p for p in self.parties if p not in self.answers or not self.answers[p].present
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Handover:
    """A shift handed over, and taken or not yet."""

    number: int
    desk: str
    by: str
    to: str
    text: str
    at: datetime
    taken_at: datetime | None = None
    taken_by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """An incident of service management that bears on the run, or has done."""

    reference: str
    summary: str
    system: str | None
    task: str | None
    url: str | None
    at: datetime
    closed_at: datetime | None = None
    resolution: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """What assurance saw, on its way to being final."""

    number: int
    text: str
    by: str
    at: datetime
    party: str | None = None
    task: str | None = None
    gate: str | None = None
    answer: str = ""
    answered_by: str = ""
    final_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """Something that a decision left open, or that the run before did."""

    #: Such as `G2-1-C1`: the first condition of the first decision at G2; `G2-1-R1` a risk; `L1` a
    #: lesson. A carried one keeps the id it had, with its run in front: `DR1/G2-1-C1`.
    id: str
    kind: ItemKind
    text: str
    owner: str
    opened_at: datetime
    #: When a condition is due, or an accepted risk expires.
    due: datetime | None = None
    gate: str | None = None
    #: The run it was carried over from.
    carried_from: str | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    evidence: str = ""

    def stands_open(self, now: datetime) -> bool:
        """Whether somebody must do something: a condition until closed, a risk from its expiry."""
        if self.closed_at is not None:
            return False
        return self.kind != "risk" or (self.due is not None and self.due <= now)


@dataclass(frozen=True, kw_only=True, slots=True)
class Amendment:
    """A proposed change to the plan, and what became of it."""

    what: AmendmentProposed
    at: datetime
    by: str
    #: Whose word the proposal was, where a scribe entered it.
    on_behalf_of: str | None = None
    status: Literal["proposed", "approved", "rejected"] = "proposed"
    ended_at: datetime | None = None
    ended_by: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TurningBack:
    """A decision to turn back, and when it was taken and entered by whom."""

    #: With the tasks by which the way back has grown since.
    what: TurnedBack
    at: datetime
    by: str
    #: When tasks of the leg were asked for that were asked for later, or again.
    asked_at: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyChange:
    """A party that dropped out of the run."""

    replaced_by: str | None
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachedFile:
    """A file that was attached to a task or a gate; its content is found by its SHA-256 (hex)."""

    name: str
    sha256: str
    size: int
    media_type: str
    at: datetime
    #: Whose word it is that it belongs here.
    by: str
    task: str | None = None
    gate: str | None = None
    text: str = ""
