"""Until when outages that lie ahead can be promised to end: forecast when they are announced.

Again only when the plan, the start decision or the way of the run changed, or when their likely
ends have moved by as much as anybody would be told of. Nobody is told a forecast itself.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import datetime, timedelta

from notices.core.state import NoticeBook
from notices.trials import latest_ends
from rehearsals.core.service import closing_end
from rehearsals.core.state import RunState
from rehearsals.outlook.outages import outage_of
from rehearsals.outlook.rest import Rest

#: By how much a likely end must move to ask for another forecast.
WORTH = timedelta(minutes=15)


class ForesightAhead:
    """The forecast of a run's outages that have not begun, kept from one look to the next."""

    def __init__(self) -> None:
        self._ends: Mapping[str, datetime] = {}
        self._likely: Mapping[str, datetime] = {}
        self._made_by: Hashable = None

    def look(self, rest: Rest, book: NoticeBook) -> Mapping[str, datetime]:
        """The P80 of the ends of outages ahead (UTC), by outage; perhaps what it was before."""
        keys = ahead(rest.state, book)
        likely = {key: at for key in keys if (at := outage_of(rest, key).ends_at) is not None}
        if not likely:
            return {}
        made_by = structure(rest.state)
        if made_by != self._made_by or self._have_moved(likely):
            self._made_by, self._likely = made_by, likely
            self._ends = latest_ends(rest, likely)
        return {key: at for key, at in self._ends.items() if key in likely}

    def _have_moved(self, likely: Mapping[str, datetime]) -> bool:
        known = self._likely
        return any(key not in known or abs(at - known[key]) >= WORTH for key, at in likely.items())


def ahead(state: RunState, book: NoticeBook) -> tuple[str, ...]:
    """The outages that a task is to close and of which nobody was told that they began."""
    begun = {
        thread.outage
        for thread in book.threads.values()
        if thread.newest is not None and thread.newest.status not in ("provisional", "firm")
    }
    return tuple(
        key
        for key, outage in state.runbook.outages.items()
        if key not in begun
        and state.outage(key).closed_at is None
        and outage.closes is not None
        and closing_end(state, key) is not None
    )


def structure(state: RunState) -> Hashable:
    """What a forecast rests on besides times: amendments, decisions, and the way back."""
    approved = sum(one.status == "approved" for one in state.amendments)
    decided = tuple((gate, record.passed) for gate, record in state.gates.items())
    return approved, len(state.turned_back), len(state.given_up), decided
