"""Levelling a runbook: the shortest plan found in which nobody is booked twice or off duty."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from dependencies.kernels.arrays import FAR
from dependencies.kernels.levelling import Schedule, levelled
from dependencies.kernels.levelling_rules import mirrored, mirrored_people
from dependencies.people.levelled import Levelled
from dependencies.people.levelled_plan import levelled_plan
from dependencies.people.problem import Problem, problem_of
from dependencies.people.unfree import no_room
from dependencies.plan import Plan
from dependencies.planner import plan
from dependencies.progress import Progress
from runbooks.model import Runbook

#: Always the same plan of the same runbook.
SEED = 1
#: Tasks times orders that are tried, so that large runbooks take seconds too, and the bounds of it.
_EFFORT = 200_000
_FEWEST, _MOST = 10, 1_500
#: How far duty reaches beyond the last date without levelling.
_REACHES = tuple(timedelta(days=days) for days in (400, 4_000))
_NOTHING: Mapping[str, Progress] = {}


def level(
    runbook: Runbook,
    scope: Collection[str] | None = None,
    *,
    facts: Mapping[str, Progress] = _NOTHING,
    now: datetime | None = None,
    tries: int | None = None,
) -> Levelled:
    """The levelled plan of a runbook, or of a part of it, from its start or from `now` on.

    `tries` orders of work are tried; by default fewer the more tasks there are. Raises as `plan`
    does, and NoRoom for a task whose people are never free.
    """
    return level_plan(plan(runbook, scope, facts=facts, now=now), tries=tries)


def level_plan(planned: Plan, *, tries: int | None = None) -> Levelled:
    """The same of a plan of a way forward or back; raises NoRoom and TimeError."""
    if planned.network is None or planned.early is None or not planned.tasks:
        return Levelled(
            start=planned.start,
            finish=planned.finish,
            unlevelled_finish=planned.finish,
            tasks={},
            rule=None,
            tried=0,
        )
    network = planned.network
    effort = min(_MOST, max(_FEWEST, _EFFORT // len(planned.tasks)))
    for reach in _REACHES:
        problem = problem_of(network, planned.early, reach)
        schedule = best_of(problem, tries or effort)
        if schedule.makespan < FAR:
            return levelled_plan(planned, problem, schedule)
        network = network.reaching_further() or network
    raise no_room(problem, schedule)


def best_of(problem: Problem, tries: int, seed: int = SEED) -> Schedule:
    """The best schedule of so many tries, in seconds from the start of the network's frame."""
    arrays, early = problem.network.arrays, problem.early
    return levelled(
        arrays,
        problem.people,
        mirrored(arrays, early.finish - early.start),
        mirrored_people(problem.people),
        (early.start, early.finish),
        tries,
        seed,
    )
