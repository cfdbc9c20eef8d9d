"""Until when a gate must decide, and what each further minute of waiting costs.

The same trials are run with the decision no earlier than some instant, or later by some minutes:
the draws are the same, so that nothing but the waiting makes the difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from dependencies.forecast.order_statistics import quantile
from dependencies.forecast.simulation import SHARE
from dependencies.forecast.targets import FINISH_ROW, Rows
from dependencies.kernels.arrays import I32
from dependencies.kernels.trials_arrays import BEYOND
from rehearsals.outlook.outages import outage_of
from rehearsals.outlook.promises import Promise, promises_of
from rehearsals.outlook.rest import Rest
from rehearsals.outlook.tried import Tried
from rehearsals.outlook.waiting import later, no_earlier
from runbooks.gates import Gate

TRIALS = 2_000
#: Seconds of waiting over which its cost is measured.
OVER = 15 * 60
_MINUTE = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class DecideBy:
    """Until when a gate must decide (instants in UTC)."""

    gate: str
    #: When the decision is expected: the likely end of the gate's meeting.
    expected: datetime
    #: The latest decision with which all is still kept at P80 that is kept now, to the minute;
    #: None if nothing of it hangs on the gate.
    by: datetime | None
    #: What falls first after that.
    falls: Promise | None
    #: What is not kept at P80 as it is.
    missed: tuple[Promise, ...]
    #: Minutes by which the P80 of the finish moves for each minute of a later decision.
    cost_to_finish: float
    #: The next outage that ends behind the gate, and the same of its end.
    outage: str | None
    cost_to_outage: float | None


def next_gate(rest: Rest) -> Gate | None:
    """The gate that decides next, of those that are undecided; None without one."""
    ahead = [gate for gate in rest.state.index.meeting_of.values() if _is_ahead(rest, gate)]
    return min(ahead, key=lambda gate: rest.dates[gate.meeting].start, default=None)


def decide_by(
    rest: Rest,
    gate_id: str | None = None,
    *,
    announced: Mapping[str, datetime],
    seed: int,
    trials: int = TRIALS,
) -> DecideBy | None:
    """Until when a gate must decide, by default the next; None if it is not ahead.

    `announced` holds the announced ends of outages (UTC). Raises what `plan` does.
    """
    gate = next_gate(rest) if gate_id is None else rest.state.runbook.gate_by_id.get(gate_id)
    if gate is None or not _is_ahead(rest, gate):
        return None
    tried = Tried(rest, seed=seed, trials=trials)
    meeting = rest.network.place[gate.meeting]
    now = tried.run(lambda net: net)
    promises = promises_of(rest.plan, rest.network, tried.rows, announced)
    kept = tuple(promise for promise in promises if promise.is_kept(now))
    by, falls = _latest(tried, rest, meeting, kept)
    expected = rest.dates[gate.meeting].finish
    outage = _next_end(rest, tried.rows, expected)
    ends = tried.rows.numbers[tried.rows.outages[outage][1]] if outage else FINISH_ROW
    waited = tried.run(later(meeting, OVER))
    costs = [_p80(waited, row) - _p80(now, row) for row in (FINISH_ROW, ends)]
    return DecideBy(
        gate=gate.id,
        expected=expected,
        by=by,
        falls=falls,
        missed=tuple(promise for promise in promises if promise not in kept),
        cost_to_finish=costs[0] / OVER,
        outage=outage,
        cost_to_outage=costs[1] / OVER if outage else None,
    )


def _is_ahead(rest: Rest, gate: Gate) -> bool:
    """Whether a gate has yet to decide, and its meeting is still expected to."""
    record = rest.state.task(gate.meeting)
    return gate.meeting in rest.dates and not record.settled


def _latest(
    tried: Tried, rest: Rest, meeting: int, kept: tuple[Promise, ...]
) -> tuple[datetime | None, Promise | None]:
    """The latest decision, in whole minutes from now, with which all is kept; what falls next."""
    present = rest.network.frame.seconds(rest.now)

    def fallen(minutes: int) -> list[Promise]:
        trials = tried.run(no_earlier(meeting, present + minutes * _MINUTE))
        return [promise for promise in kept if not promise.is_kept(trials)]

    ends = [rest.network.frame.seconds(promise.at) - present for promise in kept]
    # Beyond what trials reach nothing can be told apart.
    low, high = 0, min(max([0, *ends]), BEYOND // 2 - present) // _MINUTE + 1
    falls = fallen(high)
    if not falls:
        return None, None
    while high - low > 1:
        middle = (low + high) // 2
        if some := fallen(middle):
            high, falls = middle, some
        else:
            low = middle
    return rest.now + timedelta(minutes=low), falls[0]


def _next_end(rest: Rest, rows: Rows, after: datetime) -> str | None:
    """The outage that ends next, of those that end at a time or behind it."""
    ahead = [
        (ends, key)
        for key in rows.outages
        if (ends := outage_of(rest, key).ends_at) is not None and ends >= after
    ]
    return min(ahead)[1] if ahead else None


def _p80(kept: I32, row: int) -> int:
    return quantile(np.sort(kept[row]), SHARE)
