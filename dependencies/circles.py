"""Circles among tasks, found without networkx, which most commands need not wait for."""

from __future__ import annotations

from collections.abc import Sequence

from runbooks.tasks import Task


def cycle_among(tasks: Sequence[Task]) -> tuple[str, ...] | None:
    """A circle among tasks, each id followed by one that waits for it, or None.

    The same tasks always name the same circle, beginning with its first task as written; links to
    tasks that are not among them are passed over. Tasks with the same id count as one, with the
    links of all.
    """
    waiting = _never_released(tasks)
    if not waiting:
        return None
    trail: dict[str, None] = {}
    current = next(iter(waiting))
    while current not in trail:
        trail[current] = None
        current = waiting[current][0]
    backwards = list(trail)[list(trail).index(current) :]
    order = {task_id: place for place, task_id in enumerate(waiting)}
    first = backwards.index(min(backwards, key=order.__getitem__))
    return tuple(reversed(backwards[first + 1 :] + backwards[: first + 1]))


def _never_released(tasks: Sequence[Task]) -> dict[str, list[str]]:
    """Tasks that no order of work reaches, each with the predecessors that hold it.

    Kahn's algorithm: take away what waits for nothing, until nothing more can be taken away.
    """
    ids = {task.id for task in tasks}
    before: dict[str, list[str]] = {task.id: [] for task in tasks}
    for task in tasks:
        before[task.id] += [link.task for link in task.after if link.task in ids]
    behind: dict[str, list[str]] = {task_id: [] for task_id in before}
    for task_id, predecessors in before.items():
        for predecessor in predecessors:
            behind[predecessor].append(task_id)
    missing = {task_id: len(predecessors) for task_id, predecessors in before.items()}
    free = [task_id for task_id, count in missing.items() if not count]
    for task_id in free:
        for successor in behind[task_id]:
            missing[successor] -= 1
            if not missing[successor]:
                free.append(successor)
    held = {task_id for task_id, count in missing.items() if count}
    return {
        task_id: [p for p in before[task_id] if p in held] for task_id in before if task_id in held
    }
