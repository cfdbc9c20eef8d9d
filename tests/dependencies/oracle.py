"""A slow and obvious planner: definitions written down as recursion, to check the fast one by."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from runbooks.model import Runbook
from runbooks.moments import LocalTime


def early_finish(runbook: Runbook) -> dict[str, datetime]:
    """Each task's early finish: it starts when nothing holds it any more."""
    zero = runbook.start.instant(runbook.timezone)

    @cache
    def finish(task_id: str) -> datetime:
        task = runbook.task_by_id[task_id]
        holds = [zero]
        if isinstance(task.not_before, LocalTime):
            holds.append(task.not_before.instant(runbook.timezone))
        holds += [finish(link.task) + timedelta(seconds=link.lag) for link in task.after]
        return max(holds) + timedelta(seconds=task.duration.likely)

    return {task.id: finish(task.id) for task in runbook.tasks}


def late_finish(runbook: Runbook) -> dict[str, datetime]:
    """Each task's late finish: the last that delays neither a successor nor the whole."""
    end = max(early_finish(runbook).values())

    @cache
    def finish(task_id: str) -> datetime:
        limits = [end]
        for task in runbook.tasks:
            start = timedelta(seconds=task.duration.likely)
            limits += [
                finish(task.id) - start - timedelta(seconds=link.lag)
                for link in task.after
                if link.task == task_id
            ]
        return min(limits)

    return {task.id: finish(task.id) for task in runbook.tasks}
