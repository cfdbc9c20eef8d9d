"""What can have happened in the programme: frozen records, in the past tense. Stream `programme`.

Days are texts such as `2025-09-22`: a milestone has a day, not an instant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Verdict = Literal["approved", "rejected"]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanFrozen:
    """From now on a runbook is only changed by a recorded request and decision."""

    #: The id of the runbook, such as `m10`.
    runbook: str
    #: What it is frozen at; see `rehearsals.programme.digest`.
    digest: str
    from_: datetime
    #: The first instant at which it is not frozen any more; None: until it is lifted.
    until: datetime | None
    decided_by: str
    forum: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FreezeLifted:
    """A runbook may be changed again without asking."""

    runbook: str
    decided_by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRequested:
    """Somebody asks that a frozen runbook become another one."""

    #: 1 for the first request of the programme.
    number: int
    runbook: str
    #: What the runbook would be.
    digest: str
    #: What would change, in words.
    changes: str
    reason: str
    #: It asks that the freeze be lifted; there is no other plan then.
    lifts: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeDecided:
    """A request to change a frozen runbook was decided."""

    number: int
    verdict: Verdict
    decided_by: str
    forum: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneSet:
    """A milestone has its baseline, which never changes."""

    #: Such as `M10`.
    id: str
    title: str
    baseline: str
    #: The end of a range of days whose first is the baseline.
    latest: str | None = None
    #: A day by which it must be plain whether the milestone holds, such as M10*.
    control_point: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneReplanned:
    """A milestone is now expected on another day."""

    id: str
    day: str
    reason: str
    latest: str | None = None
    control_point: str | None = None
    #: The change request of the programme that it follows from, such as `CR055`.
    reference: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneRecorded:
    """A milestone was reached."""

    id: str
    day: str
    #: Needed where an earlier record is corrected.
    reason: str = ""


ProgrammeEvent = (
    PlanFrozen
    | FreezeLifted
    | ChangeRequested
    | ChangeDecided
    | MilestoneSet
    | MilestoneReplanned
    | MilestoneRecorded
)
PROGRAMME_EVENTS: tuple[type[ProgrammeEvent], ...] = get_args(ProgrammeEvent)
