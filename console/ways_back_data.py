"""The ways back of a run in JSON's types, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from console.standing_outlook import turning_data
from console.ways_back import Preview, previews, turning_for, turnings
from rehearsals.core.commands import Refusal
from rehearsals.core.plan.turning_rules import authorities
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from rehearsals.outlook.turning import Turning
from runbooks.clocktime import rfc3339


def ways_back_data(
    state: RunState, now: datetime, systems: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Both ways back; times in UTC by RFC 3339, lengths in minutes, null where there is none.

    `leg` and `finish` are by likely lengths from now, and so is `latest_start_likely`.
    `turning_back` is by chance: its `now` is how long it takes from here, in order, and its
    `latest_start`, repeated above it, the latest that is safe; see `turning_data`.
    """
    ahead = turnings(state, now)
    return [
        _possible(state, found, turning_for(state, ahead[kind], found), now)
        if isinstance(found, Preview)
        else _closed(kind, found, ahead[kind], now)
        for kind, found in previews(state, now, systems)
    ]


def _closed(
    kind: WayBackKind, refusal: Refusal | None, turning: Turning, now: datetime
) -> dict[str, Any]:
    why = {"code": refusal.code, "why": refusal.message} if refusal else {"code": "not-at-gate"}
    found = turning_data(turning, now)
    return {"kind": kind, "possible": False, **why, "turning_back": found}


def _possible(state: RunState, found: Preview, turning: Turning, now: datetime) -> dict[str, Any]:
    back = found.back
    return {
        "kind": found.kind,
        "possible": True,
        "gate": found.gate.id,
        "systems": list(found.systems),
        "decided_by": list(authorities(state, found.kind, found.gate)),
        "leg": {
            key: {"start": rfc3339(dates.early_start), "finish": rfc3339(dates.early_finish)}
            for key, dates in found.leg.tasks.items()
        },
        "finish": rfc3339(found.leg.finish),
        "given_up": list(found.choice.given_up),
        "stopped": list(found.choice.stopped),
        "outages_ended": list(found.choice.returned),
        "restore_by": _time(back.restore_by if back else None),
        "latest_start": _time(turning.latest_start),
        "latest_start_likely": _time(back.latest_start if back else None),
        "until_task": found.until[0] if found.until else None,
        "until_planned": _time(found.until[1] if found.until else None),
        "turning_back": turning_data(turning, now),
    }


def _time(instant: datetime | None) -> str | None:
    return rfc3339(instant) if instant else None
