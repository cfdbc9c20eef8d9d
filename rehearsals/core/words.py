"""The small fixed vocabularies and records that several events and commands share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Mode = Literal["rehearsal", "live", "simulation"]
Outcome = Literal["go", "go_with_conditions", "no_go", "deferred"]
VoteWord = Literal["go", "no_go"]
#: What an adviser says before a decision; `none`: asked, and gave no advice.
Advice = Literal["go", "go_with_conditions", "no_go", "none"]
EndedBadly = Literal["failed", "unknown"]
Attendance = Literal["required", "volunteered", "absent", "simulated"]
#: What becomes of messages to the outside: nothing leaves, to test routes alone, or to everybody.
Communications = Literal["off", "test", "on"]
#: Turning back: reopen what was closed, or restore what was changed.
WayBackKind = Literal["stand_down", "rollback"]
#: How a run ended.
RunOutcome = Literal["finished", "abandoned", "turned_back"]
#: Of these the run came to its end, forward or by its way back, and the exit code is 0: turning
#: back to the end is what the run was for then, and nothing broke.
ENDED_WELL: tuple[RunOutcome, ...] = ("finished", "turned_back")
#: What an undone entry had said of a task.
Undone = Literal["started", "finished", "failed", "skipped"]
#: Where an open item comes from.
ItemKind = Literal["condition", "risk", "lesson"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """An item of the work-off plan of a conditional go."""

    item: str
    owner: str
    due: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedRisk:
    """A risk that somebody signs off on by name, for a time; then it stands open again."""

    risk: str
    accepted_by: str
    expires: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A word that was spoken and entered by somebody else: effective at once, signed later."""

    #: Who said it.
    said_by: str
    #: Who else heard it.
    witness: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CarriedItem:
    """An item left open by the run before, or a lesson of it."""

    id: str
    kind: ItemKind
    text: str
    owner: str
    due: datetime | None = None
    #: The run it comes from.
    run: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One change to the plan: an object of the runbook before and after, as canonical data."""

    kind: Literal["task", "gate", "outage", "party"]
    id: str
    #: None: it is added.
    before: dict[str, Any] | None = None
    #: None: it is taken out.
    after: dict[str, Any] | None = None
    #: One that is added stands in front of this one in the runbook; None: at the end.
    in_front_of: str | None = None
