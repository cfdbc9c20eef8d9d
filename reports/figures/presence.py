"""Who was there: roll-calls with the time to answer, handovers of desks, service activations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core import events as e
from rehearsals.core.night.state import Answered, Handover, RollCall
from reports.figures.material import Material
from reports.figures.voices import voice_of


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerFigures:
    """What a party answered to a roll-call."""

    party: str
    name: str
    present: bool
    note: str
    at: datetime
    #: From the call to the answer.
    minutes: float
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RollCallFigures:
    """One roll-call; instants in UTC."""

    number: int
    title: str
    called_at: datetime
    asked: int
    #: In order of answering; of a party that answered twice the newest.
    answers: tuple[AnswerFigures, ...]
    #: Names of parties that did not answer, or were marked as missing.
    missing: tuple[str, ...]
    #: The longest that a party took to say that it is there; None if none did.
    slowest_minutes: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverFigures:
    """A desk handed over."""

    number: int
    desk: str
    by: str
    to: str
    text: str
    at: datetime
    #: None if nobody has said that the desk is taken.
    taken_at: datetime | None
    taken_by: str
    minutes: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivationFigures:
    """A participant whose service activation was recorded as done."""

    party: str
    name: str
    at: datetime
    by: str
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PresenceFigures:
    """All of it, in the order of the journal."""

    roll_calls: tuple[RollCallFigures, ...]
    handovers: tuple[HandoverFigures, ...]
    activations: tuple[ActivationFigures, ...]


def build_presence(material: Material) -> PresenceFigures:
    """The roll-calls, handovers and activations of a run."""
    return PresenceFigures(
        roll_calls=tuple(_roll_call(material, call) for call in material.state.roll_calls),
        handovers=tuple(_handover(material, one) for one in material.state.handovers),
        activations=tuple(
            ActivationFigures(
                party=fact.event.party,
                name=material.party_name(fact.event.party),
                at=fact.at,
                by=voice_of(material, fact),
                evidence=fact.event.evidence,
            )
            for fact in material.facts
            if isinstance(fact.event, e.ParticipantActivated)
        ),
    )


def _roll_call(material: Material, call: RollCall) -> RollCallFigures:
    ordered = sorted(call.answers.items(), key=lambda item: item[1].at)
    answers = tuple(_answer(material, call, party, said) for party, said in ordered)
    return RollCallFigures(
        number=call.number,
        title=call.title,
        called_at=call.called_at,
        asked=len(call.parties),
        answers=answers,
        missing=tuple(map(material.party_name, call.missing)),
        slowest_minutes=max((said.minutes for said in answers if said.present), default=None),
    )


def _answer(material: Material, call: RollCall, party: str, said: Answered) -> AnswerFigures:
    return AnswerFigures(
        party=party,
        name=material.party_name(party),
        present=said.present,
        note=said.note,
        at=said.at,
        minutes=material.length(call.called_at, said.at),
        by=material.party_name(said.by),
    )


def _handover(material: Material, given: Handover) -> HandoverFigures:
    return HandoverFigures(
        number=given.number,
        desk=material.party_name(given.desk),
        by=material.party_name(given.by),
        to=material.party_name(given.to),
        text=given.text,
        at=given.at,
        taken_at=given.taken_at,
        taken_by=material.party_name(given.taken_by),
        minutes=material.between(given.at, given.taken_at),
    )
