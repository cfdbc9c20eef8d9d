"""What can have happened at a gate: evidence, checks, advice, votes, decisions, and after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.words import AcceptedRisk, Advice, Condition, Outcome, Spoken, VoteWord


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceRecorded:
    """Evidence for a criterion of a gate, and whether it meets it."""

    gate: str
    criterion: str
    met: bool
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VoteCast:
    """One member of an `all_of` or `quorum` gate said go or no-go."""

    gate: str
    member: str
    vote: VoteWord
    reason: str
    spoken: Spoken | None = None
    #: Where it was said, if not at the gate's own body.
    forum: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GateDecided:
    """A gate was decided. Decisions form a sequence; the newest one counts."""

    gate: str
    outcome: Outcome
    #: The party (or parties, joined by ", ") whose decision it is.
    decided_by: str
    reason: str
    forum: str | None = None
    conditions: tuple[Condition, ...] = ()
    #: When a deferred decision is taken up again.
    until: datetime | None = None
    risks: tuple[AcceptedRisk, ...] = ()
    spoken: Spoken | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class VoteTakenBack:
    """A no-go that had decided a gate of many was a mistake: the votes before it count again."""

    gate: str
    member: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GateWithdrawn:
    """A go was taken back before any successor had started; the meeting is open again."""

    gate: str
    decided_by: str
    reason: str
    spoken: Spoken | None = None
    #: Where it was decided, if not at the gate's own body.
    forum: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckRecorded:
    """An automatic check of a criterion was made outside, and this is what it found."""

    gate: str
    criterion: str
    met: bool
    #: What was found, in words for people.
    value: str
    #: SHA-256 (hex) of what the check looked at, so that the same finding is told apart from a new
    #: one.
    digest: str
    #: Whether there was anything to look at in the run's scope; if not, nothing is met.
    looked: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class RecommendationMade:
    """An adviser of a gate said what the decider should do, or was asked and gave no advice."""

    gate: str
    adviser: str
    advice: Advice
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Countersigned:
    """A party signed for what others had entered as its spoken word at a gate."""

    gate: str
    party: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GateReevaluated:
    """A party of the gate left or was replaced: who is still needed, and what that changes."""

    gate: str
    party: str
    replaced_by: str | None = None
    #: Members whose go is still missing, of those who are left.
    missing: tuple[str, ...] = ()
    #: The gate had passed with the party's word: somebody must look at it again.
    had_passed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemClosed:
    """A condition, an accepted risk or a lesson was worked off."""

    item: str
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskExtended:
    """An accepted risk is accepted for longer."""

    item: str
    accepted_by: str
    expires: datetime
    reason: str


#: What can have happened at a gate.
GateEvent = (
    EvidenceRecorded
    | CheckRecorded
    | RecommendationMade
    | VoteCast
    | VoteTakenBack
    | GateDecided
    | GateWithdrawn
    | Countersigned
    | GateReevaluated
    | ItemClosed
    | RiskExtended
)
