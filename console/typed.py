"""What people type in one option with semicolons: conditions of a go, and risks they accept."""

from __future__ import annotations

from datetime import datetime

from console import here
from console.acting import party_id
from console.times import read_time
from rehearsals.core.events import AcceptedRisk, Condition
from rehearsals.core.state import RunState
from runbooks.errors import CallboardError

_PARTS = 3


def read_condition(state: RunState, text: str) -> Condition:
    """A condition from `ITEM; OWNER; DUE`; raises CallboardError and TimeError."""
    item, owner, due = _parts(text)
    if not item or not owner or not due:
        raise CallboardError(
            f"{text!r} is not a condition.",
            hint="Write it as 'ITEM; OWNER; DUE', such as 'Replay the log; dip; 2026-03-02T09:00'.",
        )
    return Condition(item=item, owner=party_id(state, owner), due=time_in(state, due))


def read_risk(state: RunState, text: str) -> AcceptedRisk:
    """An accepted risk from `RISK; NAME; EXPIRES`; raises CallboardError and TimeError."""
    risk, name, expires = _parts(text)
    if not risk or not name or not expires:
        raise CallboardError(
            f"{text!r} is not an accepted risk.",
            hint="Write it as 'RISK; NAME; EXPIRES', such as 'No spare line; Jane Smith; "
            "2026-03-02T09:00'.",
        )
    return AcceptedRisk(risk=risk, accepted_by=name, expires=time_in(state, expires))


def time_in(state: RunState, text: str) -> datetime:
    """The instant (UTC) of a time as typed, on the clock of the runbook's zone; or TimeError."""
    return read_time(text, state.runbook.timezone, here.now_in(state))


def _parts(text: str) -> tuple[str, str, str]:
    """The three parts; empty ones where there are fewer, or more."""
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != _PARTS:
        return "", "", ""
    return parts[0], parts[1], parts[2]
