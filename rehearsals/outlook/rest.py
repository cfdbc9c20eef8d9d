"""What is left of a run if it goes by plan: what has happened as it happened, the rest as likely.

What runs ends after its likely duration, or now if that is past. What has not begun starts when its
links, its hours and its windows let it, never before now. Chance plays no part in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal

from dependencies.floats import FINISH
from dependencies.kernels.forward import Early
from dependencies.network import Network
from dependencies.passes import earliest
from dependencies.plan import Plan
from dependencies.planner import plan_of_network
from rehearsals.core.state import RunState
from rehearsals.outlook.dates import Dates
from rehearsals.outlook.doubts import AFTER, OVERDUE, Doubt, doubts_of
from rehearsals.outlook.facts import facts_of
from rehearsals.outlook.network import network_of

_SURE = Doubt("", "")


# No slots: what it works out when first asked for is kept on it.
@dataclass(frozen=True, kw_only=True, eq=False)
class Rest:
    """When each task began and ended, or is to be expected; no task that was given up."""

    state: RunState
    #: The instant (aware) it is looked at.
    now: datetime
    #: With what has happened.
    network: Network = field(repr=False)
    early: Early = field(repr=False)
    #: In the order of the runbook; of a run that is over only what was done or skipped.
    dates: Mapping[str, Dates] = field(repr=False)
    doubts: Mapping[str, Doubt]

    @cached_property
    def plan(self) -> Plan:
        """The plan of what is left, with floats, chains and deadlines; raises what `plan` does."""
        return plan_of_network(self.network)

    @cached_property
    def overdue(self) -> frozenset[str]:
        """The tasks that are past their likely end."""
        return frozenset(task for task, why in self.doubts.items() if why.finish == OVERDUE)

    @cached_property
    def hanging(self) -> frozenset[str]:
        """The tasks that one in doubt, or one that hangs on it, lets go last."""
        return frozenset(task for task, why in self.doubts.items() if why.finish.startswith(AFTER))

    @property
    def last(self) -> str | None:
        """The task that ends last (ties: the first written); None of a run without tasks."""
        return max(self.dates, key=lambda task: self.dates[task].finish, default=None)

    def doubt(self, task: str, end: Literal["start", "finish"] = "finish") -> str:
        """Why a date of a task is no more than the earliest; empty if it is to be expected."""
        doubt = self.doubts.get(task, _SURE)
        return doubt.start if end == "start" else doubt.finish

    def driver(self, task: str) -> str | None:
        """The predecessor, or the end of an outage, that lets a task go last; None without one."""
        place = self.network.place.get(task)
        driver = -1 if place is None else int(self.early.driver[place])
        return None if driver < 0 else self.network.tasks[driver].id

    def chain(self, task: str | None) -> tuple[str, ...]:
        """The tasks that drive a task as things stand, first task first; it is the last."""
        steps: list[str] = []
        while task is not None and task in self.dates:
            steps.append(task)
            task = self.driver(task)
        return tuple(reversed(steps))

    def chain_to(self, target: str) -> tuple[str, ...]:
        """The chain to a gate's meeting, an outage's end, a task or the finish; else empty."""
        book = self.network.frame.runbook
        if target == FINISH:
            return self.chain(self.last)
        if target in book.gate_by_id:
            return self.chain(book.gate_by_id[target].meeting)
        outage = book.outages.get(target)
        if outage is not None:
            return self.chain(outage.closes.task if outage.closes else None)
        return self.chain(target)


def rest_of(state: RunState, now: datetime) -> Rest:
    """What is left of a run at an instant (aware); raises PlanError and TimeError.

    Of a run that is over nothing is to be expected: it holds what was done.
    """
    network, early = earliest(network_of(state).at(facts_of(state, now), now))
    return Rest(
        state=state,
        now=now,
        network=network,
        early=early,
        dates=dict(_dates(state, network, early)),
        doubts=doubts_of(state, network, early, now) if state.status == "open" else {},
    )


def _dates(state: RunState, network: Network, early: Early) -> Iterator[tuple[str, Dates]]:
    """The dates as they happened, to the instant; those ahead in whole seconds."""
    zero, is_open = network.frame.start, state.status == "open"
    starts, finishes = early.start.tolist(), early.finish.tolist()
    places, records = network.place, state.tasks
    for task in state.index.tasks:
        place = places.get(task)
        if place is None:
            continue
        record, began = records.get(task), None
        if record is not None:
            if record.settled_at is not None:
                began = record.started_at or record.settled_at
                yield task, Dates(start=began, finish=record.settled_at)
                continue
            began = None if record.progress == "open" else record.started_at
        if is_open:
            start = began or zero + timedelta(seconds=starts[place])
            yield task, Dates(start=start, finish=zero + timedelta(seconds=finishes[place]))
