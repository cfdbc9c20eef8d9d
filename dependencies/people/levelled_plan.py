"""From a schedule of seconds to a levelled plan: dates, and who waits for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from dependencies.kernels.levelling import Schedule
from dependencies.kernels.levelling_pool import BY_SAMPLE
from dependencies.kernels.levelling_waits import waits_of
from dependencies.people.levelled import Held, Levelled, LevelledTask, Rule
from dependencies.people.problem import Problem
from dependencies.plan import Plan
from runbooks.errors import PlanError

_RULES: tuple[Rule, ...] = get_args(Rule)


def levelled_plan(planned: Plan, problem: Problem, schedule: Schedule) -> Levelled:
    """The levelled plan of a schedule; raises PlanError if it leaves the calendar."""
    try:
        tasks = _tasks(planned, problem, schedule)
    except OverflowError as error:
        raise PlanError(
            "The levelled plan runs beyond the year 9999.", hint="Check the durations and lags."
        ) from error
    return Levelled(
        start=planned.start,
        finish=max(task.finish for task in tasks.values()),
        unlevelled_finish=planned.finish,
        tasks=tasks,
        rule=_rule(schedule.origin),
        tried=schedule.tried,
    )


def _rule(origin: int) -> Rule:
    if origin >= 0:
        return _RULES[origin]
    return "sampling" if origin == BY_SAMPLE else "crossing"


def _tasks(planned: Plan, problem: Problem, schedule: Schedule) -> dict[str, LevelledTask]:
    network = problem.network
    held = _held(problem, schedule)
    starts, finishes = schedule.start.tolist(), schedule.finish.tolist()
    found = {}
    for name in planned.tasks:
        place = network.place[name]
        found[name] = LevelledTask(
            id=name,
            start=network.frame.instant(starts[place]),
            finish=network.frame.instant(finishes[place]),
            held_by=held.get(place),
        )
    return found


def _held(problem: Problem, schedule: Schedule) -> Mapping[int, Held]:
    """What holds each task that waits for people, by its place."""
    network, people = problem.network, problem.people
    waits = waits_of(network.arrays, people, schedule.start, schedule.finish)
    names = list(problem.duty.runbook.resources)
    leaving = _leaving(problem, schedule)
    starts, free = schedule.start.tolist(), waits.free_start.tolist()
    found = {}
    for place, number in enumerate(waits.resource.tolist()):
        if number >= 0:
            name = names[number]
            found[place] = Held(
                resource=name,
                seconds=starts[place] - free[place],
                behind=leaving.get((name, starts[place]), ()),
            )
    return found


def _leaving(problem: Problem, schedule: Schedule) -> dict[tuple[str, int], tuple[str, ...]]:
    """The tasks that let a resource go at an instant."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    rows = zip(
        problem.network.tasks, schedule.start.tolist(), schedule.finish.tolist(), strict=True
    )
    for task, start, finish in rows:
        for name in problem.needs.get(task.id, {}) if start < finish else ():
            found[name, finish] = (*found.get((name, finish), ()), task.id)
    return found
