"""When outages are expected to open and to end, and where that is no more than the earliest."""

from __future__ import annotations

from datetime import datetime

from console.leg import ended_by
from console.standing import Standing
from console.web.views.expected import OVERDUE, Expected
from rehearsals.core.state import RunState


def outage_window(
    stands: Standing, ahead: Expected, key: str
) -> tuple[datetime | None, datetime | None]:
    """When an outage opened and ended, or is expected to (UTC); None: not in this run, or never."""
    state = stands.state
    record = state.outage(key)
    opens, closes = _edge(state, ahead, key, opening=True), _edge(state, ahead, key, opening=False)
    fixed = state.index.fixed_outages.get(key)
    if fixed:
        opens, closes = opens or fixed[0], closes or fixed[1]
    over = state.status != "open"
    start = record.opened_at or (None if over else _not_past(opens, stands.now))
    end = record.closed_at or (None if over else _not_past(closes, stands.now))
    return start, end


def outage_doubts(stands: Standing, ahead: Expected, key: str) -> tuple[str, str]:
    """Why the expected opening and end of an outage are no more than the earliest; else empty."""
    state, record = stands.state, stands.state.outage(key)
    found: list[str] = []
    for opening, happened in ((True, record.opened_at), (False, record.closed_at)):
        place = _place(state, ahead, key, opening=opening)
        fixed = state.index.fixed_outages.get(key, (None, None))[0 if opening else 1]
        if happened or state.status != "open":
            found.append("")
        elif place is not None:
            found.append(ahead.doubt(place[0], "start" if place[1] == "start" else "finish"))
        else:
            found.append(OVERDUE if fixed and fixed < stands.now else "")
    return found[0], found[1]


def _not_past(moment: datetime | None, now: datetime) -> datetime | None:
    return max(moment, now) if moment else None


def _edge(state: RunState, ahead: Expected, key: str, *, opening: bool) -> datetime | None:
    """When the task is expected to come to the end at which it opens or closes an outage."""
    place = _place(state, ahead, key, opening=opening)
    if place is None:
        return None
    task, at = place
    return ahead.dates[task].start if at == "start" else ahead.dates[task].finish


def _place(state: RunState, ahead: Expected, key: str, *, opening: bool) -> tuple[str, str] | None:
    """The task, and the end of it, at which an outage is expected to open or close."""
    table = state.index.opens if opening else state.index.closes
    places = [place for place, keys in table.items() if key in keys and place[0] in ahead.dates]
    back = None if opening else ended_by(state, key)
    return next((one for one in places if one[0] == back), places[0] if places else None)
