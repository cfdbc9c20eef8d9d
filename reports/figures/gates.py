"""Gates: what was decided, by whom, on what evidence, with what reasons, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rehearsals.core.gates.checking import not_looked_at, shown
from rehearsals.core.gates.decide import deciders
from rehearsals.core.readiness import ready_at, released_at
from rehearsals.core.state import CheckResult, Evidence, GateRecord
from reports.figures.advice import AdviceFigures, advice_of
from reports.figures.basis import BasisFigures, basis_of
from reports.figures.decisions import DecisionFigures, decisions_of
from reports.figures.findings import FindingFigures, findings_of
from reports.figures.material import Material, once
from reports.figures.votes import VoteFigures, votes_of
from runbooks.gates import Criterion, Gate

Standing = Literal["met", "not met", "not looked at", "no evidence"]


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
    #: Whether a machine finds it out; else people bring evidence.
    checked: bool


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
    #: What advisers said before the decisions, in the order of the journal.
    advice: tuple[AdviceFigures, ...]
    votes: tuple[VoteFigures, ...]
    #: Names of members who have not voted; empty where one party decides.
    silent: tuple[str, ...]
    decisions: tuple[DecisionFigures, ...]
    #: Checks that turned bad, or good again, after a decision.
    turns: tuple[FindingFigures, ...]
    #: Whether it was given up, since the run was turned back before it.
    given_up: bool
    #: A party that left had a say in the go that counts, in words; empty if not.
    look_again: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GatesFigures:
    """The gates in scope, in runbook order."""

    gates: tuple[GateFigures, ...]


@once
def build_gates(material: Material) -> GatesFigures:
    """The figures of every gate whose meeting is in scope."""
    votes, advice, decisions = votes_of(material), advice_of(material), decisions_of(material)
    turns = findings_of(material)
    return GatesFigures(
        gates=tuple(
            _measure(
                material,
                gate,
                votes=votes.get(gate.id, ()),
                advice=advice.get(gate.id, ()),
                decisions=decisions.get(gate.id, ()),
                turns=turns.get(gate.id, ()),
            )
            for gate in material.runbook.gates
            if gate.meeting in material.forward
        )
    )


def _measure(
    material: Material,
    gate: Gate,
    *,
    votes: tuple[VoteFigures, ...],
    advice: tuple[AdviceFigures, ...],
    decisions: tuple[DecisionFigures, ...],
    turns: tuple[FindingFigures, ...],
) -> GateFigures:
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
        advice=advice,
        votes=votes,
        silent=tuple(
            material.party_name(member)
            for member in members
            if gate.rule != "decider" and member not in record.votes
        ),
        decisions=decisions,
        turns=turns,
        given_up=gate.meeting in material.state.given_up,
        look_again=record.look_again,
    )


def _decided_at(record: GateRecord) -> datetime | None:
    decided = record.outcome in ("go", "go_with_conditions", "no_go")
    return record.last.at if record.last and decided else None


def _criterion(material: Material, criterion: Criterion, record: GateRecord) -> CriterionFigures:
    seen = shown(criterion, record)
    return CriterionFigures(
        id=criterion.id,
        title=criterion.title or criterion.id,
        owner=material.party_name(criterion.owner),
        blocking=criterion.blocking,
        required=criterion.evidence == "required",
        standing=_standing(seen),
        evidence=_words(seen),
        at=seen.at if seen else None,
        by=seen.by if seen else "",
        checked=criterion.check is not None,
    )


def _standing(seen: Evidence | CheckResult | None) -> Standing:
    if seen is None:
        return "no evidence"
    return "not looked at" if not_looked_at(seen) else "met" if seen.met else "not met"


def _words(seen: Evidence | CheckResult | None) -> str:
    if seen is None:
        return ""
    return seen.value if isinstance(seen, CheckResult) else seen.evidence
