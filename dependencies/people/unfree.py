"""Tasks whose people are never free for as long as they take, even if nobody else needed them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from dependencies.kernels.arrays import FAR
from dependencies.kernels.levelling import Schedule
from dependencies.kernels.levelling_waits import alone
from dependencies.people.duty import is_limited
from dependencies.people.people_arrays import always_there
from dependencies.people.problem import Problem, problem_of
from dependencies.plan import Plan
from runbooks.clocktime import minutes_text
from runbooks.errors import NoRoom

#: How far beyond the plan somebody is looked for: a year of calendars, holidays and all.
_REACH = timedelta(days=400)


def never_free(planned: Plan) -> Iterator[tuple[str, str]]:
    """The tasks of a plan for which there is no time at all, each with one resource it lacks.

    Raises TimeError for a shift that has no instant.
    """
    if planned.network is None or planned.early is None or not planned.tasks:
        return
    runbook = planned.network.frame.runbook
    if not any(map(is_limited, runbook.resources.values())):
        return
    problem = problem_of(planned.network, planned.early, _REACH)
    arrays, people = problem.network.arrays, problem.people
    found = alone(arrays, people, planned.early.start, planned.early.finish)
    for place in np.flatnonzero(found >= FAR).tolist():
        task = problem.network.tasks[place].id
        yield task, lacking(problem, task)


def lacking(problem: Problem, task: str) -> str:
    """The resource of a task that is on duty least: by the longest stretch of its duty."""
    duty = problem.duty

    def longest(name: str) -> timedelta:
        stretches = (end - begin for begin, end in duty.stretches[name])
        return max(stretches, default=timedelta())

    limited = [name for name in problem.needs[task] if not always_there(duty, name)]
    return min(limited or problem.needs[task], key=longest)


def no_room(problem: Problem, schedule: Schedule) -> NoRoom:
    """The error for a schedule in which a task never fits."""
    place = int(np.flatnonzero(schedule.start >= FAR)[0])
    task = problem.network.tasks[place]
    name = lacking(problem, task.id) if task.id in problem.needs else "its people"
    return NoRoom(
        f"{task.id} fits nowhere once people are counted: {name} is never free for its "
        f"{minutes_text(task.duration.likely)}.",
        hint="Give it more people or longer shifts, or cut the task in two.",
        task=task.id,
    )
