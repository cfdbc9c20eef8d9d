"""What can have happened to returns: a frozen record per event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from rehearsals.readiness.words import (
    Attachment,
    Audience,
    Served,
    Signatory,
    SupplierEvidence,
)
from runbooks.checks import ReturnKind


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnAsked:
    """A return was asked of a party."""

    return_id: str
    kind: ReturnKind
    party: str
    title: str
    deadline: datetime
    gates: tuple[Served, ...]
    signatories: tuple[Signatory, ...]
    which: str | None = None
    shown_by: str | None = None
    #: Seconds from the time that a submission or reconfirmation speaks of.
    valid_for: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GateServed:
    """A return that was asked for already serves one more gate."""

    return_id: str
    gate: str
    reconfirm: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AskAmended:
    """What is asked was changed: the deadline, or who may sign."""

    return_id: str
    reason: str
    deadline: datetime | None = None
    listed: tuple[Signatory, ...] = ()
    struck: tuple[Signatory, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnSubmitted:
    """A listed signatory handed in a return, in part or whole."""

    return_id: str
    complete: bool
    #: The party itself, or the body whose assurance shows it.
    submitted_by: str
    signatory: Signatory
    #: The time of which it speaks.
    as_at: datetime
    statement: str
    exceptions: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    evidence: tuple[SupplierEvidence, ...] = ()
    valid_until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnAccepted:
    """A submitted return was looked at and accepted."""

    return_id: str
    accepted_by: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnSentBack:
    """A submitted or accepted return was found wanting; the party must hand it in again."""

    return_id: str
    sent_back_by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnWithdrawn:
    """Whoever handed it in no longer stands by it."""

    return_id: str
    withdrawn_by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnReconfirmed:
    """A listed signatory said at a later gate that an accepted return still holds."""

    return_id: str
    gate: str
    reconfirmed_by: str
    signatory: Signatory
    as_at: datetime
    statement: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadinessShared:
    """A party chose who besides the programme may see how it stands."""

    party: str
    audience: Audience


ReadinessEvent = (
    ReturnAsked
    | GateServed
    | AskAmended
    | ReturnSubmitted
    | ReturnAccepted
    | ReturnSentBack
    | ReturnWithdrawn
    | ReturnReconfirmed
    | ReadinessShared
)
READINESS_EVENTS: tuple[type[ReadinessEvent], ...] = get_args(ReadinessEvent)
