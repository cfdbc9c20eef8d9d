"""Whether a plan still keeps its fixed dates once people are counted."""

from __future__ import annotations

from dataclasses import replace

from dependencies.deadlines import plan_deadlines
from dependencies.people.levelled import Levelled
from dependencies.plan import Deadline, Plan
from dependencies.windows import plan_outages
from runbooks.model import Runbook


def levelled_deadlines(runbook: Runbook, plan: Plan, levelled: Levelled) -> tuple[Deadline, ...]:
    """The deadlines of a levelled plan by their dates; raises TimeError.

    Their chains are those of the plan: what links drive, not whom a task waits for.
    """
    tasks = {
        name: replace(
            planned,
            early_start=levelled.tasks[name].start,
            early_finish=levelled.tasks[name].finish,
        )
        for name, planned in plan.tasks.items()
    }
    return plan_deadlines(runbook, tasks, plan_outages(runbook, tasks))
