"""What can have happened to the plan of a run: amended on the way, or turned back."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsals.core.words import Change, Spoken, WayBackKind


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendmentProposed:
    """Somebody wants the rest of the plan changed."""

    #: 1 for the first amendment of the run.
    number: int
    changes: tuple[Change, ...]
    reason: str
    #: It takes back what can no longer be turned back: the authority of the way back approves it.
    reversal: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendmentApproved:
    """An amendment is the plan from now on."""

    number: int
    #: The party in whose name it was approved, where one must approve.
    decided_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendmentRejected:
    """An amendment was turned down, or taken back by who proposed it."""

    number: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TurningBackRecommended:
    """The manager wants the run turned back, and asks those who may decide it."""

    kind: WayBackKind
    reason: str
    systems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnedBack:
    """The run was turned back: what goes forward is given up, the way back is run."""

    kind: WayBackKind
    #: The gate from which it was turned back.
    gate: str
    decided_by: str
    reason: str
    #: The systems that are turned back; none named: the whole.
    systems: tuple[str, ...] = ()
    forum: str | None = None
    spoken: Spoken | None = None
    #: Forward tasks that will not be done.
    given_up: tuple[str, ...] = ()
    #: Tasks of the way back that are to be done, in its order.
    leg: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class WayBackExtended:
    """Entered late: a task that was given up had begun before; there may be more to undo."""

    #: The forward task that had begun.
    task: str
    kind: WayBackKind
    #: Tasks of the way back that are now to be done, too or again, in its order.
    leg: tuple[str, ...] = ()
    #: It is irreversible: the point of no return had been passed.
    irreversible: bool = False
    #: Only the other way back would undo it.
    out_of_reach: bool = False


#: What can have happened to the plan of a run.
PlanEvent = (
    AmendmentProposed
    | AmendmentApproved
    | AmendmentRejected
    | TurningBackRecommended
    | TurnedBack
    | WayBackExtended
)
