"""The ends of outages that four trials in five keep, asked as cheaply as can be.

Forecasts cost far more than looking at the plan of the rest. None is made while even the longest
durations would end by the ends in question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from dependencies.forecast.modelling import longest_durations
from dependencies.passes import earliest
from rehearsals.outlook.outlook import outlook
from rehearsals.outlook.rest import Rest
from runbooks.errors import PlanError, TimeError

_MOMENT = timedelta(seconds=1)


def latest_ends(rest: Rest, ends: Mapping[str, datetime]) -> Mapping[str, datetime]:
    """The P80 of the ends (UTC) of outages, or an instant no later than the ends that are given.

    Of a night that cannot be forecast none.
    """
    try:
        longest = _longest(rest, ends)
        if all(longest.get(key, at + _MOMENT) <= at for key, at in ends.items()):
            return longest
        looked = outlook(rest.state, rest.now, announced=ends).forecast
    except (PlanError, TimeError):
        return {}
    return {key: looked.outages[key].end.p80 for key in ends if key in looked.outages}


def _longest(rest: Rest, keys: Iterable[str]) -> dict[str, datetime]:
    """When outages would end if all that is left took as long as it can: no trial ends later."""
    net = rest.network
    slow = replace(net, arrays=net.arrays._replace(duration=longest_durations(net, rest.now)))
    slow, early = earliest(slow)
    found: dict[str, datetime] = {}
    for key in keys:
        outage = slow.frame.runbook.outages.get(key)
        edge = outage.closes if outage else None
        if edge is None or edge.task not in slow.place:
            continue
        ends = early.start if edge.at == "start" else early.finish
        found[key] = slow.frame.instant(int(ends[slow.place[edge.task]]))
    return found
