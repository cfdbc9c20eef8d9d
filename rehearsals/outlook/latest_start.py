"""The latest safe start of turning back: the last from which it would be over in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Literal

from rehearsals.core.plan.turning_rules import touched
from rehearsals.outlook.outages import outage_of
from rehearsals.outlook.rest import Rest

#: What makes it the latest: the first irreversible task begins, or the old service must be back.
Binds = Literal["irreversible", "restore_by"]


def first_irreversible(rest: Rest) -> tuple[str, datetime] | None:
    """The irreversible task of the way forward that begins first, as expected."""
    tasks = rest.state.index.tasks
    ahead = [
        (rest.dates[task].start, task)
        for task in rest.state.index.forward
        if tasks[task].irreversible and task in rest.dates and touched(rest.state, task) is None
    ]
    found = min(ahead, default=None)
    return found and (found[1], found[0])


def latest_start(
    rest: Rest,
    length: Callable[[datetime], int],
    *,
    cap: datetime | None,
    limit: datetime | None,
) -> tuple[datetime, Binds] | None:
    """The last instant (UTC) up to which every start would be over by the limit; None without one.

    It is no later than the cap. The length (seconds) of turning back at an instant counts what has
    begun before it: it grows just after each step of the plan, and is taken to grow alone.
    """
    now = rest.now
    if limit is None:
        return None if cap is None else (cap, "irreversible")
    end = limit if cap is None else min(cap, limit)
    already = limit - timedelta(seconds=length(now))
    if already < now:
        return already, "restore_by"
    edges = [now, *sorted({at for at in _steps(rest) if now < at < end})]
    ends = [*edges[1:], max(end, now)]

    def allowed(number: int) -> datetime:
        return limit - timedelta(seconds=length(ends[number]))

    low, high = 0, len(edges) - 1
    if allowed(high) >= ends[high]:
        low = high = len(edges)
    while low < high:
        middle = (low + high) // 2
        if allowed(middle) < ends[middle]:
            high = middle
        else:
            low = middle + 1
    if low < len(edges):
        return max(allowed(low), edges[low]), "restore_by"
    return (end, "irreversible") if end == cap else (end, "restore_by")


def _steps(rest: Rest) -> Iterator[datetime]:
    """The instants ahead at which more is touched, or an outage opens or ends."""
    for task, dates in rest.dates.items():
        if touched(rest.state, task) is None:
            yield dates.start
    for key in rest.state.runbook.outages:
        out = outage_of(rest, key)
        yield from (at for at in (out.opens_at, out.ends_at) if at)
