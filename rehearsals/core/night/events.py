"""What the people who run the night have said: stops, roll-calls, shifts, incidents, parties."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsals.core.words import Communications


@dataclass(frozen=True, kw_only=True, slots=True)
class StartsStopped:
    """No forward task may start, whoever wants it to; what runs goes on."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StartsAllowed:
    """Tasks may start again."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RollCalled:
    """The parties were asked whether they are there."""

    #: 1 for the first roll-call of the run.
    call: int
    title: str
    parties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RollAnswered:
    """A party answered a roll-call, or was marked as missing."""

    call: int
    party: str
    present: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShiftHandedOver:
    """A desk was handed over: what the next one at it must know."""

    #: 1 for the first handover of the run.
    number: int
    #: What is handed over: a party's desk, or a role such as `cutover manager`.
    desk: str
    to: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ShiftTaken:
    """The next one at the desk has read the handover and is there."""

    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentLinked:
    """An incident of service management bears on the run; it is run there, not here."""

    #: Its number in the service desk's tool.
    reference: str
    summary: str
    system: str | None = None
    task: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentClosed:
    """An incident no longer bears on the run."""

    reference: str
    resolution: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CommunicationsSet:
    """What becomes of messages to the outside changed."""

    mode: Communications
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ParticipantActivated:
    """A participant's service activation is done: its locked tasks are open."""

    party: str
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyLeft:
    """A party drops out of the run; another takes over what it had, or nobody does."""

    party: str
    replaced_by: str | None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ObservationRecorded:
    """Assurance saw something; the party it is about may check the facts before it is final."""

    #: 1 for the first observation of the run.
    number: int
    text: str
    party: str | None = None
    task: str | None = None
    gate: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ObservationAnswered:
    """The party said whether the facts of an observation are right."""

    number: int
    party: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ObservationFinal:
    """An observation stands, in its final words."""

    number: int
    text: str


#: What the people who run the night have said.
ControlEvent = (
    StartsStopped
    | StartsAllowed
    | RollCalled
    | RollAnswered
    | ShiftHandedOver
    | ShiftTaken
    | IncidentLinked
    | IncidentClosed
    | CommunicationsSet
    | ParticipantActivated
    | PartyLeft
    | ObservationRecorded
    | ObservationAnswered
    | ObservationFinal
)
