"""The P80 of a target of the forecast by its name: a gate, an outage, a task or the finish."""

from __future__ import annotations

from datetime import datetime

from dependencies.floats import FINISH
from rehearsals.core.state import RunState
from rehearsals.outlook.outages import outage_of
from rehearsals.outlook.outlook import outlook


def p80_of(state: RunState, now: datetime, target: str) -> datetime | None:
    """When four trials in five have reached a target (UTC), at an instant; None out of scope.

    What is over has its date. Where an id names more than one thing, a gate's readiness comes
    first, then an outage's end, then a task's finish. Raises what `outlook` does.
    """
    looked = outlook(state, now, target=FINISH)
    if not looked.rest.dates:
        return None
    if target in state.runbook.gate_by_id:
        gate = looked.forecast.gates.get(target)
        return gate.ready.p80 if gate else None
    if target in state.runbook.outages:
        ends = looked.forecast.outages.get(target)
        return ends.end.p80 if ends else outage_of(looked.rest, target).ends_at
    if target in looked.rest.dates:
        return outlook(state, now, target=target).forecast.target_date.p80
    return looked.forecast.finish.p80 if target == FINISH else None
