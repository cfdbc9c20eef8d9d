"""What follows if a task takes longer: what moves, what is hit, and where the delay ends.

Both plans are whole ones, so calendars, windows and clock changes count as they do in any plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dependencies.absorbing import Absorbed, absorbed
from dependencies.chains import driving_chain
from dependencies.effect import Effect, effect_of_plans
from dependencies.plan import ChainStep, Plan, PlannedOutage
from dependencies.supposing import Supposed, supposing
from runbooks.model import Runbook

#: From a runbook to its plan, in the same part and from the same facts as the plan before.
Planner = Callable[[Runbook], Plan]


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskMoved:
    """A task with other dates than before (UTC)."""

    id: str
    start_before: datetime
    start: datetime
    finish_before: datetime
    finish: datetime

    @property
    def starts_later(self) -> int:
        """Seconds by which it starts later."""
        return round((self.start - self.start_before).total_seconds())

    @property
    def finishes_later(self) -> int:
        """Seconds by which it finishes later."""
        return round((self.finish - self.finish_before).total_seconds())


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageMoved:
    """An outage with other dates than before."""

    id: str
    before: PlannedOutage
    after: PlannedOutage


@dataclass(frozen=True, kw_only=True, slots=True)
class WhatIf:
    """What follows from some suppositions."""

    supposed: tuple[Supposed, ...]
    #: The runbook and its plan if they were so.
    runbook: Runbook
    plan: Plan
    effect: Effect
    #: By their new starts.
    tasks: tuple[TaskMoved, ...]
    outages: tuple[OutageMoved, ...]
    #: The chain that then drives what moves last: the finish if that moves, from the first task.
    chain: tuple[ChainStep, ...]
    #: The waits that take up what moves, the scarcest first.
    absorbed: tuple[Absorbed, ...]


def what_if(
    runbook: Runbook, before: Plan, supposed: Sequence[Supposed], planner: Planner
) -> WhatIf:
    """What follows if that were so, against the plan before; raises what the planner does.

    Raises PlanError for a task that is not in the plan, and for a length that is none.
    """
    otherwise = supposing(runbook, supposed, before.tasks)
    after = planner(otherwise)
    moved = tuple(sorted(_moved(before, after), key=lambda task: task.start))
    names = {task.id for task in moved}
    return WhatIf(
        supposed=tuple(supposed),
        runbook=otherwise,
        plan=after,
        effect=effect_of_plans(runbook, before, otherwise, after),
        tasks=moved,
        outages=tuple(_outages(before, after)),
        chain=_chain(after, moved),
        absorbed=absorbed(otherwise, before, after, names),
    )


def _moved(before: Plan, after: Plan) -> Iterator[TaskMoved]:
    for now in after.tasks.values():
        was = before.tasks[now.id]
        if (was.early_start, was.early_finish) != (now.early_start, now.early_finish):
            yield TaskMoved(
                id=now.id,
                start_before=was.early_start,
                start=now.early_start,
                finish_before=was.early_finish,
                finish=now.early_finish,
            )


def _outages(before: Plan, after: Plan) -> Iterator[OutageMoved]:
    for key, now in after.outages.items():
        if before.outages[key] != now:
            yield OutageMoved(id=key, before=before.outages[key], after=now)


def _chain(after: Plan, moved: Sequence[TaskMoved]) -> tuple[ChainStep, ...]:
    if not moved:
        return ()
    last = max(moved, key=lambda task: task.finish)
    return driving_chain(after.tasks, last.id)
