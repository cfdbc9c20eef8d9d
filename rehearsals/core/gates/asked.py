"""What can be asked at a gate: a frozen record per command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.command import Command
from rehearsals.core.words import AcceptedRisk, Advice, Condition, Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordEvidence(Command):
    """Bring evidence for a criterion of a gate."""

    gate: str
    criterion: str
    evidence: str
    met: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class DecideGate(Command):
    """Decide a gate, or cast one member's vote where several must agree."""

    gate: str
    outcome: Outcome
    decided_by: str
    reason: str
    forum: str | None = None
    conditions: tuple[Condition, ...] = ()
    until: datetime | None = None
    risks: tuple[AcceptedRisk, ...] = ()
    #: Who else heard it: `voice` spoke, the actor enters it, the decider countersigns later.
    witness: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawGo(Command):
    """Take a go back before anything behind the gate has started."""

    gate: str
    decided_by: str
    reason: str
    witness: str | None = None
    forum: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoVote(Command):
    """Take back a member's no-go that decided a gate of many, before anybody has voted again."""

    gate: str
    member: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordCheck(Command):
    """Put down what an automatic check of a criterion found; computed outside, never here."""

    gate: str
    criterion: str
    met: bool
    value: str
    #: SHA-256 (hex) of what the check looked at.
    digest: str
    #: Whether there was anything to look at in the run's scope; if not, nothing is met.
    looked: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Recommend(Command):
    """Give an adviser's recommendation, or put down that the adviser gave none."""

    gate: str
    adviser: str
    advice: Advice
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Countersign(Command):
    """Sign for what others entered as the spoken word of a party at a gate."""

    gate: str
    party: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseItem(Command):
    """Say that a condition, a risk or a lesson is worked off, with the evidence."""

    item: str
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtendRisk(Command):
    """Accept a risk for longer."""

    item: str
    decided_by: str
    expires: datetime
    reason: str


#: What can be asked at a gate, or of what its decisions left open.
GateCommand = (
    RecordEvidence
    | RecordCheck
    | Recommend
    | DecideGate
    | UndoVote
    | WithdrawGo
    | Countersign
    | CloseItem
    | ExtendRisk
)
