"""Gates: what was decided, by whom, on what evidence, with what reasons, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rehearsals.core import events as e
from rehearsals.core.gate_commands import deciders
from rehearsals.core.readiness import ready_at, released_at
from rehearsals.core.state import Decision, GateRecord
from reports.figures.basis import BasisFigures, basis_of
from reports.figures.material import Material
from reports.figures.votes import VoteFigures, votes_of
from runbooks.gates import Criterion, Gate

Standing = Literal["met", "not met", "no evidence"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionFigures:
    """A criterion of a gate and its newest evidence."""

    id: str
    title: str
    owner: str
    blocking: bool
    required: bool
    standing: Standing
    evidence: str
    at: datetime | None
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ConditionFigures:
    """An item of the work-off plan of a conditional go."""

    item: str
    owner: str
    due: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionFigures:
    """One step of a gate's sequence of decisions; `withdrawn` takes a go back."""

    outcome: str
    at: datetime
    #: As the journal says it, and the names of those parties.
    decided_by: str
    names: tuple[str, ...]
    #: Who wrote it down.
    entered_by: str
    forum: str | None
    reason: str
    conditions: tuple[ConditionFigures, ...]
    until: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class GateFigures:
    """A gate as planned and as it was decided; instants in UTC."""

    id: str
    title: str
    meeting: str
    rule: str
    quorum: int | None
    #: The names of those whose word decides.
    deciders: tuple[str, ...]
    advised_by: tuple[str, ...]
    forum: str | None
    point_of_no_return: bool
    #: What a no-go asks for: `rollback`, `stand_down`, `hold` or `replan`.
    on_no_go: str
    basis: BasisFigures | None
    #: `undecided`, or the newest decision's outcome.
    outcome: str
    planned_open: datetime
    planned_decision: datetime
    ready_at: datetime | None
    #: From when the last predecessor lets the meeting go to the meeting's planned start. An actual
    #: one below 0 means that it could not begin as planned; None that it has not been let go.
    slack_before_meeting_planned_minutes: float
    slack_before_meeting_actual_minutes: float | None
    opened_at: datetime | None
    #: When it was decided go or no-go; None while that is open, deferred or withdrawn.
    decided_at: datetime | None
    open_to_decision_minutes: float | None
    decision_variance_minutes: float | None
    criteria: tuple[CriterionFigures, ...]
    votes: tuple[VoteFigures, ...]
    #: Names of members who have not voted; empty where one party decides.
    silent: tuple[str, ...]
    decisions: tuple[DecisionFigures, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GatesFigures:
    """The gates in scope, in runbook order."""

    gates: tuple[GateFigures, ...]


def build_gates(material: Material) -> GatesFigures:
    """The figures of every gate whose meeting is in scope."""
    votes = votes_of(material)
    return GatesFigures(
        gates=tuple(
            _measure(material, gate, votes.get(gate.id, ()))
            for gate in material.runbook.gates
            if gate.meeting in material.state.index.tasks
        )
    )


def _measure(material: Material, gate: Gate, votes: tuple[VoteFigures, ...]) -> GateFigures:
    record = material.state.gate(gate.id)
    planned = material.plan.tasks[gate.meeting]
    chain = material.plan.chains[gate.id]
    opened = material.state.task(gate.meeting).started_at
    decided = _decided_at(record)
    members = deciders(material.state, gate)
    return GateFigures(
        id=gate.id,
        title=gate.title,
        meeting=gate.meeting,
        rule=gate.rule,
        quorum=gate.quorum,
        deciders=tuple(map(material.party_name, members)),
        advised_by=tuple(map(material.party_name, material.runbook.members_of(gate.advised_by))),
        forum=gate.forum,
        point_of_no_return=gate.point_of_no_return,
        on_no_go=gate.on_no_go,
        basis=basis_of(gate.basis),
        outcome=record.outcome,
        planned_open=planned.early_start,
        planned_decision=planned.early_finish,
        ready_at=ready_at(material.state, gate.meeting),
        slack_before_meeting_planned_minutes=material.length(chain.ready_at, chain.at),
        slack_before_meeting_actual_minutes=material.between(
            released_at(material.state, gate.meeting), chain.at
        ),
        opened_at=opened,
        decided_at=decided,
        open_to_decision_minutes=material.between(opened, decided),
        decision_variance_minutes=material.between(planned.early_finish, decided),
        criteria=tuple(_criterion(material, criterion, record) for criterion in gate.criteria),
        votes=votes,
        silent=tuple(
            material.party_name(member)
            for member in members
            if gate.rule != "decider" and member not in record.votes
        ),
        decisions=tuple(_decision(material, decision) for decision in record.decisions),
    )


def _decided_at(record: GateRecord) -> datetime | None:
    decided = record.outcome in ("go", "go_with_conditions", "no_go")
    return record.decisions[-1].at if decided else None


def _criterion(material: Material, criterion: Criterion, record: GateRecord) -> CriterionFigures:
    shown = record.evidence.get(criterion.id)
    standing: Standing = "no evidence"
    if shown is not None:
        standing = "met" if shown.met else "not met"
    return CriterionFigures(
        id=criterion.id,
        title=criterion.title or criterion.id,
        owner=material.party_name(criterion.owner),
        blocking=criterion.blocking,
        required=criterion.evidence == "required",
        standing=standing,
        evidence=shown.evidence if shown else "",
        at=shown.at if shown else None,
        by=shown.by if shown else "",
    )


def _decision(material: Material, decision: Decision) -> DecisionFigures:
    what = decision.what
    decided = what if isinstance(what, e.GateDecided) else None
    return DecisionFigures(
        outcome=decided.outcome if decided else "withdrawn",
        at=decision.at,
        decided_by=what.decided_by,
        names=tuple(map(material.party_name, what.decided_by.split(", "))),
        entered_by=decision.by,
        forum=decided.forum if decided else None,
        reason=what.reason,
        conditions=tuple(
            ConditionFigures(item=c.item, owner=material.party_name(c.owner), due=c.due)
            for c in (decided.conditions if decided else ())
        ),
        until=decided.until if decided else None,
    )
