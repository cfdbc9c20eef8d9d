"""What is shown at a gate: evidence brought by people, and findings of automatic checks."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.refusals import refuse, unknown
from rehearsals.core.state import CheckResult, Evidence, GateRecord, RunState
from runbooks.gates import Criterion, Gate

Answer = tuple[e.Event, ...] | c.Refusal


def unmet(
    gate: Gate,
    record: GateRecord,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    excused: bool = False,
) -> tuple[str, ...]:
    """Blocking criteria without evidence or finding, or with one that does not meet them.

    A decision gives both instants (aware): findings from before `since`, when its meeting sat down,
    are too old for it, and what was shown after `until`, when it was taken, came too late.
    `excused`: what a check had nothing to look at for, in the scope of the run, does not block.
    """
    return tuple(
        criterion.id
        for criterion in gate.criteria
        if criterion.blocking
        and not (
            (seen := shown(criterion, record, since=since, until=until))
            and (seen.met or (excused and not_looked_at(seen)))
        )
    )


def shown(
    criterion: Criterion,
    record: GateRecord,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Evidence | CheckResult | None:
    """What counts for a criterion: the newest evidence or, if it is checked, the newest finding.

    Evidence keeps; a finding is one of the present sitting (`since`), or none. Where a check had
    nothing to look at, evidence that people brought counts.
    """
    found = record.checks.get(criterion.id) if criterion.check else None
    seen: Evidence | CheckResult | None = found
    if criterion.check is None or not_looked_at(found):
        seen = record.evidence.get(criterion.id, found)
    if seen is found and found and since and found.at < since:
        return None
    return None if seen and until and seen.at > until else seen


def not_looked_at(seen: Evidence | CheckResult | None) -> bool:
    """Whether it is the finding of a check that had nothing to look at in the run's scope."""
    return isinstance(seen, CheckResult) and not seen.looked


def own_evidence(gate: Gate, record: GateRecord, person: str) -> tuple[str, ...]:
    """The blocking criteria for which somebody brought the evidence, or typed it in."""
    return tuple(
        one.id
        for one in gate.criteria
        if one.blocking and one.id in record.evidence and record.evidence[one.id].is_of(person)
    )


def sat_down(state: RunState, gate: Gate) -> datetime | None:
    """When the present, or last, sitting of a gate's meeting began; None if it never has."""
    attempts = state.task(gate.meeting).attempts
    return attempts[-1].started_at if attempts else None


def open_criteria(state: RunState, gate: Gate, moment: datetime | None = None) -> tuple[str, ...]:
    """The blocking criteria that stand against a go now, or at a moment of the present sitting."""
    return unmet(
        gate,
        state.gate(gate.id),
        since=sat_down(state, gate),
        until=moment,
        # A rehearsal of a stretch cannot look beyond it; a live run has to be shown.
        excused=state.mode != "live",
    )


def how_to_show(state: RunState, gate: Gate, criterion: str) -> str:
    """What to do about a criterion that is not met."""
    bring = f"callboard evidence {state.run} {gate.id} {criterion} --text ..."
    if criterion not in {one.id for one in gate.criteria if one.check}:
        return f"Bring evidence with `{bring}`."
    if not_looked_at(state.gate(gate.id).checks.get(criterion)):
        return (
            f"What the check of {criterion} looks at is out of this run's scope: show it with "
            f"`{bring}`."
        )
    return (
        f"{criterion} is checked by a machine: see to what it checks, then have it look with "
        f"`callboard checks {state.run} {gate.id}`."
    )


def record_evidence(state: RunState, gate: Gate, command: c.RecordEvidence) -> Answer:
    """Evidence for a criterion that people show."""
    criterion = _criterion(state, gate, command.criterion)
    if isinstance(criterion, c.Refusal):
        return criterion
    found = state.gate(gate.id).checks.get(criterion.id)
    if criterion.check is not None and not not_looked_at(found):
        return refuse(
            "checked-by-machine",
            f"Criterion {criterion.id} of {gate.id} is checked by a machine; its findings are "
            "recorded, not told.",
            f"Have it look with `callboard checks {state.run} {gate.id}`; evidence counts only "
            "where it finds nothing to look at in this run's scope.",
        )
    if not command.evidence.strip():
        return refuse(
            "evidence-missing",
            f"Criterion {criterion.id} of {gate.id} needs evidence in words or a reference.",
            "Give it with --text.",
        )
    return (
        e.EvidenceRecorded(
            gate=gate.id,
            criterion=criterion.id,
            met=command.met,
            evidence=command.evidence.strip(),
        ),
    )


def record_check(state: RunState, gate: Gate, command: c.RecordCheck) -> Answer:
    """A finding for a criterion that is checked; also for a gate that is passed, to be seen."""
    criterion = _criterion(state, gate, command.criterion)
    if isinstance(criterion, c.Refusal):
        return criterion
    if criterion.check is None:
        return refuse(
            "not-checked",
            f"Criterion {criterion.id} of {gate.id} is not checked by a machine; "
            f"{criterion.owner} shows it.",
            how_to_show(state, gate, criterion.id),
        )
    if not command.value.strip() or not command.digest.strip():
        return refuse(
            "finding-missing",
            f"A check of {criterion.id} of {gate.id} says what it found, and the digest of it.",
            "Give both.",
        )
    return (
        e.CheckRecorded(
            gate=gate.id,
            criterion=criterion.id,
            met=command.met and command.looked,
            value=command.value.strip(),
            digest=command.digest.strip(),
            looked=command.looked,
        ),
    )


def _criterion(state: RunState, gate: Gate, name: str) -> Criterion | c.Refusal:
    known = {criterion.id: criterion for criterion in gate.criteria}
    if name not in known:
        return unknown(state, "criterion", name, list(known), of=gate.id)
    return known[name]
