"""What a run remembers of its night, in JSON's types: stops, calls, shifts, incidents, items."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from console.gate_data import items_data
from rehearsals.core.night.state import AttachedFile
from rehearsals.core.state import RunState
from runbooks.clocktime import rfc3339


def night_data(state: RunState, now: datetime) -> dict[str, Any]:
    """Everything besides tasks, gates and outages, as it stands at an instant (UTC)."""
    return {
        "starts_stopped": state.stopped,
        "communications": state.communications,
        "recommended_back": state.recommended_back,
        "turned_back": [
            {
                "kind": back.what.kind,
                "gate": back.what.gate,
                "decided_by": back.what.decided_by,
                "reason": back.what.reason,
                "systems": list(back.what.systems),
                "given_up": list(back.what.given_up),
                "leg": list(back.what.leg),
                "at": rfc3339(back.at),
                "entered_by": back.by,
            }
            for back in state.turned_back
        ],
        "roll_calls": _roll_calls(state),
        "handovers": _handovers(state),
        "incidents": _incidents(state),
        "items": items_data(state, now),
        "attachments": [attachment_data(file) for file in state.attachments],
        "observations": _observations(state),
        "amendments": _amendments(state),
        "activated": {party: rfc3339(at) for party, at in state.activated.items()},
        "left": {
            party: {
                "replaced_by": change.replaced_by,
                "at": rfc3339(change.at),
                "reason": change.reason,
            }
            for party, change in state.left.items()
        },
    }


def attachment_data(file: AttachedFile) -> dict[str, Any]:
    """A file of a task or a gate; its content is not in the journal."""
    return {
        "name": file.name,
        "sha256": file.sha256,
        "size": file.size,
        "media_type": file.media_type,
        "task": file.task,
        "gate": file.gate,
        "text": file.text or None,
        "at": rfc3339(file.at),
        "by": file.by,
    }


def _roll_calls(state: RunState) -> list[dict[str, Any]]:
    return [
        {
            "number": call.number,
            "title": call.title,
            "called_at": rfc3339(call.called_at),
            "answers": {
                party: {"present": said.present, "note": said.note, "at": rfc3339(said.at)}
                for party, said in call.answers.items()
            },
            "missing": list(call.missing),
        }
        for call in state.roll_calls
    ]


def _handovers(state: RunState) -> list[dict[str, Any]]:
    return [
        {
            "number": each.number,
            "desk": each.desk,
            "by": each.by,
            "to": each.to,
            "text": each.text,
            "at": rfc3339(each.at),
            "taken_at": _time(each.taken_at),
            "taken_by": each.taken_by or None,
        }
        for each in state.handovers
    ]


def _incidents(state: RunState) -> list[dict[str, Any]]:
    return [
        {
            "reference": each.reference,
            "summary": each.summary,
            "system": each.system,
            "task": each.task,
            "url": each.url,
            "at": rfc3339(each.at),
            "closed_at": _time(each.closed_at),
            "resolution": each.resolution or None,
        }
        for each in state.incidents.values()
    ]


def _observations(state: RunState) -> list[dict[str, Any]]:
    return [
        {
            "number": each.number,
            "text": each.text,
            "by": each.by,
            "at": rfc3339(each.at),
            "party": each.party,
            "task": each.task,
            "gate": each.gate,
            "answer": each.answer or None,
            "answered_by": each.answered_by or None,
            "final_at": _time(each.final_at),
        }
        for each in state.observations
    ]


def _amendments(state: RunState) -> list[dict[str, Any]]:
    return [
        {
            "number": each.what.number,
            "status": each.status,
            "reason": each.what.reason,
            "reversal": each.what.reversal,
            "changes": [
                {
                    "kind": change.kind,
                    "id": change.id,
                    "before": change.before,
                    "after": change.after,
                }
                for change in each.what.changes
            ],
            "by": each.by,
            "at": rfc3339(each.at),
            "ended_by": each.ended_by or None,
            "ended_at": _time(each.ended_at),
        }
        for each in state.amendments
    ]


def _time(instant: datetime | None) -> str | None:
    return rfc3339(instant) if instant else None
