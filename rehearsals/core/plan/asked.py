"""What can be asked of the plan of a run: to amend it, and to turn back."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsals.core.command import Command
from rehearsals.core.words import Change, WayBackKind


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposeAmendment(Command):
    """Propose a change to the rest of the plan."""

    changes: tuple[Change, ...]
    reason: str
    #: It takes back what can no longer be turned back.
    reversal: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ApproveAmendment(Command):
    """Make a proposed amendment the plan."""

    number: int
    #: The party in whose name it is approved, where one must approve.
    decided_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RejectAmendment(Command):
    """Turn an amendment down."""

    number: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecommendTurningBack(Command):
    """Ask those who may decide it to turn the run back."""

    kind: WayBackKind
    reason: str
    systems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnBack(Command):
    """Turn the run back from a gate: the whole of it, or some systems."""

    kind: WayBackKind
    gate: str
    decided_by: str
    reason: str
    systems: tuple[str, ...] = ()
    forum: str | None = None
    #: Who else heard it, where it was spoken.
    witness: str | None = None


#: What can be asked of the plan of a run.
PlanCommand = (
    ProposeAmendment | ApproveAmendment | RejectAmendment | RecommendTurningBack | TurnBack
)
