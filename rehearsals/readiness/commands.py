"""What can be asked of the readiness register: a frozen record per command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.command import Command
from rehearsals.readiness.words import Ask, Attachment, Audience, Signatory, SupplierEvidence


@dataclass(frozen=True, kw_only=True, slots=True)
class AskReturns(Command):
    """Ask one or many returns of parties; all of them or none."""

    asks: tuple[Ask, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ServeGate(Command):
    """Let a return that was asked for already serve one more gate."""

    return_id: str
    gate: str
    reconfirm: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendAsk(Command):
    """Move a deadline, or change who may sign."""

    return_id: str
    reason: str
    deadline: datetime | None = None
    listed: tuple[Signatory, ...] = ()
    struck: tuple[Signatory, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SubmitReturn(Command):
    """Hand in a return, in part or whole."""

    return_id: str
    submitted_by: str
    signatory: Signatory
    as_at: datetime
    statement: str
    complete: bool = True
    exceptions: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    evidence: tuple[SupplierEvidence, ...] = ()
    valid_until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptReturn(Command):
    """Accept what was submitted."""

    return_id: str
    accepted_by: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SendBackReturn(Command):
    """Send back what was submitted, with the reason."""

    return_id: str
    sent_back_by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawReturn(Command):
    """Stand by a return no longer."""

    return_id: str
    withdrawn_by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReconfirmReturn(Command):
    """Say at a later gate that an accepted return still holds."""

    return_id: str
    gate: str
    reconfirmed_by: str
    signatory: Signatory
    as_at: datetime
    statement: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareReadiness(Command):
    """Choose who besides the programme may see how a party stands."""

    party: str
    audience: Audience


ReadinessCommand = (
    AskReturns
    | ServeGate
    | AmendAsk
    | SubmitReturn
    | AcceptReturn
    | SendBackReturn
    | WithdrawReturn
    | ReconfirmReturn
    | ShareReadiness
)
#: Commands on one return that there is.
OnReturn = (
    ServeGate
    | AmendAsk
    | SubmitReturn
    | AcceptReturn
    | SendBackReturn
    | WithdrawReturn
    | ReconfirmReturn
)
