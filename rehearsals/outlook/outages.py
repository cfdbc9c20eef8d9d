"""When outages open and end: as it happened, and ahead as the tasks that move them are expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rehearsals.outlook.doubts import OVERDUE
from rehearsals.outlook.rest import Rest
from runbooks.outages import Edge

End = Literal["start", "finish"]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageAhead:
    """One outage of a run (instants in UTC); what was announced is not here, it stays as it is."""

    id: str
    #: As it happened, or to be expected; None: not in this run, or never.
    opens_at: datetime | None
    ends_at: datetime | None
    #: Why that is no more than the earliest; empty if it is to be expected.
    opens_doubt: str = ""
    ends_doubt: str = ""


def outage_of(rest: Rest, key: str) -> OutageAhead:
    """When an outage opened and ended, or is expected to, and how sure that is."""
    record = rest.state.outage(key)
    fixed = rest.state.index.fixed_outages.get(key, (None, None))
    outage = rest.network.frame.runbook.outages.get(key)
    opens, closes = (outage.opens, outage.closes) if outage else (None, None)
    gone = outage is None
    opens_at, opens_doubt = _end(rest, opens, None if gone else fixed[0], record.opened_at)
    ends_at, ends_doubt = _end(rest, closes, None if gone else fixed[1], record.closed_at)
    return OutageAhead(
        id=key, opens_at=opens_at, ends_at=ends_at, opens_doubt=opens_doubt, ends_doubt=ends_doubt
    )


def _end(
    rest: Rest, edge: Edge | None, fixed: datetime | None, happened: datetime | None
) -> tuple[datetime | None, str]:
    """One end of an outage, and the doubt of it: a task's, or of a time by the clock."""
    if happened is not None or rest.state.status != "open":
        return happened, ""
    if edge is not None and edge.task in rest.dates:
        at = _of(rest, edge.task, edge.at)
        return max(at, rest.now), rest.doubt(edge.task, edge.at)
    if fixed is None:
        return None, ""
    return max(fixed, rest.now), OVERDUE if fixed < rest.now else ""


def _of(rest: Rest, task: str, end: End) -> datetime:
    dates = rest.dates[task]
    return dates.start if end == "start" else dates.finish
