"""What can be asked of a run as a whole: a frozen record per command."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsals.core.command import Command
from rehearsals.core.words import Attendance, Communications


@dataclass(frozen=True, kw_only=True, slots=True)
class AddNote(Command):
    """Write something down."""

    text: str
    task: str | None = None
    gate: str | None = None
    lesson: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachFile(Command):
    """Attach a file, which is kept beside the journal already, to a task or to a gate."""

    name: str
    #: SHA-256 (hex) of its content.
    sha256: str
    #: Bytes.
    size: int
    #: Such as `application/pdf`, decided from its name and content.
    media_type: str
    task: str | None = None
    gate: str | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenOutage(Command):
    """Open an outage that is fixed by the clock."""

    outage: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseOutage(Command):
    """Close an outage that is fixed by the clock."""

    outage: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordAttendance(Command):
    """Say whether a party takes part."""

    party: str
    attendance: Attendance


@dataclass(frozen=True, kw_only=True, slots=True)
class AbandonRun(Command):
    """End a live run once everything in it is settled; any other, before its end."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StopStarts(Command):
    """Let no forward task start from now on."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AllowStarts(Command):
    """Let tasks start again."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CallRoll(Command):
    """Ask parties whether they are there; none named: all that own a task of the run."""

    title: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerRoll(Command):
    """Answer the newest roll-call for a party, or mark the party as missing."""

    party: str
    present: bool = True
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOverShift(Command):
    """Hand a desk over, with what the next one must know."""

    desk: str
    to: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeShift(Command):
    """Say that a handover was read and the desk is taken."""

    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkIncident(Command):
    """Refer to an incident that service management handles."""

    reference: str
    summary: str
    system: str | None = None
    task: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseIncident(Command):
    """Say that an incident no longer bears on the run."""

    reference: str
    resolution: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SetCommunications(Command):
    """Say what becomes of messages to the outside."""

    mode: Communications
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivateParticipant(Command):
    """Record that a participant's service activation is done."""

    party: str
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveParty(Command):
    """Record that a party drops out, and who takes over, if anybody."""

    party: str
    reason: str
    replaced_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordObservation(Command):
    """Write down what assurance saw."""

    text: str
    party: str | None = None
    task: str | None = None
    gate: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerObservation(Command):
    """Say for the party concerned whether the facts of an observation are right."""

    number: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FinishObservation(Command):
    """Make an observation final; without a text it stands as it was written."""

    number: int
    text: str = ""


#: What the people who run the night ask.
ControlCommand = (
    StopStarts
    | AllowStarts
    | CallRoll
    | AnswerRoll
    | HandOverShift
    | TakeShift
    | LinkIncident
    | CloseIncident
    | SetCommunications
    | ActivateParticipant
    | LeaveParty
    | RecordObservation
    | AnswerObservation
    | FinishObservation
)
#: What can be asked of a run besides.
RunCommand = AddNote | AttachFile | OpenOutage | CloseOutage | RecordAttendance | AbandonRun
