"""How a run stands, in JSON's types: for programs, and for whoever wants to look twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from console.leg import WayBackStands
from console.night_data import night_data
from console.standing import Standing
from rehearsals.core.gates.checking import open_criteria
from rehearsals.core.readiness import open_predecessors, ready_at
from rehearsals.core.state import Decision, TaskRecord
from rehearsals.journal.port import Head
from runbooks.clocktime import rfc3339
from runbooks.gates import Gate
from runbooks.tasks import Task


def standing_data(stands: Standing, head: Head) -> dict[str, Any]:
    """The standing: times in UTC by RFC 3339, lengths of time in minutes."""
    state = stands.state
    return {
        "run": state.run,
        "runbook": state.runbook.runbook,
        "title": state.runbook.title,
        "mode": state.mode,
        "status": state.status,
        "timezone": state.runbook.timezone,
        "clock": dict(state.clock),
        "now": rfc3339(stands.now),
        "opened_at": rfc3339(state.opened_at),
        "closed_at": _time(state.closed_at),
        "close_reason": state.close_reason or None,
        "settled": state.settled_count,
        "needs": [
            {"kind": need.kind, "text": need.text, "do": need.do or None, "urgent": need.urgent}
            for need in stands.needs
        ],
        "tasks": [task_data(stands, task) for task in state.index.tasks.values()],
        "gates": [_gate(stands, gate) for gate in state.index.meeting_of.values()],
        "outages": [_outage(stands, key) for key in stands.plan.outages],
        "attendance": dict(state.attendance),
        "way_back": _way_back(stands.way_back),
        **night_data(state, stands.now),
        "head": {"seq": head.seq, "hash": head.hash},
    }


def task_data(stands: Standing, task: Task) -> dict[str, Any]:
    """One task, as it stands and as it was planned."""
    state, record, planned = stands.state, stands.state.task(task.id), stands.planned(task.id)
    return {
        "id": task.id,
        "title": task.title,
        "phase": task.phase,
        "party": state.owner(task.id),
        "state": stands.states.get(task.id, "given_up"),
        "planned_start": rfc3339(planned.start),
        "planned_finish": rfc3339(planned.finish),
        "ready_at": _time(ready_at(state, task.id)),
        "started_at": _time(record.started_at),
        "finished_at": _time(record.settled_at),
        "late_minutes": _minutes(stands.late(task.id)),
        "began_late_minutes": _minutes(stands.began_late(task.id)),
        "waits_for": list(open_predecessors(state, task.id)),
        "attempts": len(record.attempts),
        "reason": _reason(record),
        "held": record.held,
        "held_for": record.held_for,
        "blocked": [
            {
                "party": block.party,
                "reason": block.reason,
                "needs": block.needs or None,
                "since": rfc3339(block.at),
                "by": block.by,
            }
            for block in record.blocks
        ],
        "out_of_sequence": record.out_of_sequence,
        "results": dict(record.results),
        "confirmed_by": list(record.confirmations),
    }


def _reason(record: TaskRecord) -> str | None:
    """Why it was skipped, or why its last attempt failed."""
    last = record.attempts[-1].reason if record.attempts else ""
    return record.skip_reason or last or None


def _gate(stands: Standing, gate: Gate) -> dict[str, Any]:
    state, record = stands.state, stands.state.gate(gate.id)
    return {
        "id": gate.id,
        "title": gate.title,
        "meeting": gate.meeting,
        "rule": gate.rule,
        "point_of_no_return": gate.point_of_no_return,
        "on_no_go": gate.on_no_go,
        "outcome": record.outcome,
        "planned_at": rfc3339(stands.planned(gate.meeting).start),
        "unmet": list(open_criteria(state, gate)),
        "evidence": {
            key: {"met": shown.met, "evidence": shown.evidence, "at": rfc3339(shown.at)}
            for key, shown in record.evidence.items()
        },
        "checks": {
            key: {
                "met": found.met,
                "looked_at": found.looked,
                "value": found.value,
                "at": rfc3339(found.at),
            }
            for key, found in record.checks.items()
        },
        "recommendations": {
            party: {"advice": word.advice, "reason": word.reason, "at": rfc3339(word.at)}
            for party, word in record.recommendations.items()
        },
        "votes": {member: vote.vote for member, vote in record.votes.items()},
        "decisions": [_decision(decision) for decision in record.decisions],
        "to_sign": [
            {
                "party": word.party,
                "said_by": word.spoken.said_by,
                "witness": word.spoken.witness,
                "entered_by": word.entered_by,
                "at": rfc3339(word.at),
            }
            for word in record.to_sign
        ],
        "look_again": record.look_again or None,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    spoken = decision.what.spoken
    return {
        "outcome": getattr(decision.what, "outcome", "withdrawn"),
        "decided_by": decision.what.decided_by,
        "taken_back": decision.taken_back,
        "reason": decision.what.reason,
        "until": _time(getattr(decision.what, "until", None)),
        "conditions": [
            {"item": owed.item, "owner": owed.owner, "due": _time(owed.due)}
            for owed in getattr(decision.what, "conditions", ())
        ],
        "spoken": {"said_by": spoken.said_by, "witness": spoken.witness} if spoken else None,
        "at": rfc3339(decision.at),
        "entered_by": decision.by,
    }


def _outage(stands: Standing, key: str) -> dict[str, Any]:
    record, planned = stands.state.outage(key), stands.plan.outages[key]
    end = stands.outage_end(key)
    return {
        "id": key,
        "system": stands.state.runbook.outages[key].system,
        "open": record.is_open,
        "planned_start": rfc3339(planned.start) if planned.opens_in_scope else None,
        "planned_end": _time(end),
        "opened_at": _time(record.opened_at),
        "closed_at": _time(record.closed_at),
    }


def _way_back(back: WayBackStands | None) -> dict[str, Any] | None:
    if back is None:
        return None
    return {
        "settled": back.settled,
        "tasks": back.of,
        "ends": rfc3339(back.ends),
        "restore_by": _time(back.restore_by),
        "spare_minutes": _minutes(int(back.spare.total_seconds())) if back.spare else None,
    }


def _time(instant: datetime | None) -> str | None:
    return rfc3339(instant) if instant else None


def _minutes(seconds: int) -> int | float:
    """Minutes to a tenth: a whole number where it is one."""
    tenths = round(seconds / 6)
    return tenths / 10 if tenths % 10 else tenths // 10
