"""Where a delay ends: tasks that keep their dates although one before them moves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dependencies.plan import DrivenBy, Plan, PlannedTask
from runbooks.model import Runbook
from runbooks.tasks import Link, LinkKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Absorbed:
    """A task that does not move with the one before it, and how much of its wait that took."""

    task: str
    #: The task before it that moves.
    moved: str
    #: What holds the task as long as that; the task that does, if a link does.
    driven_by: DrivenBy
    driver: str | None
    #: Seconds by which `moved` could slip before the task did, before and after the change.
    before: int
    after: int


def absorbed(
    runbook: Runbook, old: Plan, new: Plan, moved: Collection[str]
) -> tuple[Absorbed, ...]:
    """The waits that take up what moves later, the scarcest first; one for each task held."""
    found = (
        min(waits, key=lambda wait: wait.after)
        for task in runbook.tasks
        if task.id in new.tasks and task.id in old.tasks and task.id not in moved
        if (waits := list(_waits(task.after, old, new, task.id, moved)))
    )
    return tuple(sorted(found, key=lambda wait: wait.after))


def _waits(
    links: Collection[Link], old: Plan, new: Plan, task: str, moved: Collection[str]
) -> Iterator[Absorbed]:
    for link in links:
        if link.task not in moved:
            continue
        before, after = (_spare(plan, link, plan.tasks[task]) for plan in (old, new))
        if after < before:
            yield Absorbed(
                task=task,
                moved=link.task,
                driven_by=new.tasks[task].driven_by,
                driver=new.tasks[task].driver,
                before=before,
                after=after,
            )


def _spare(plan: Plan, link: Link, task: PlannedTask) -> int:
    """Seconds by which the end that a link names could slip before the task did."""
    source = plan.tasks[link.task]
    from_finish = link.link in {LinkKind.FINISH_START, LinkKind.FINISH_FINISH}
    to_start = link.link in {LinkKind.FINISH_START, LinkKind.START_START}
    end: datetime = source.early_finish if from_finish else source.early_start
    held = task.early_start if to_start else task.early_finish
    return round((held - end - timedelta(seconds=link.lag)).total_seconds())
