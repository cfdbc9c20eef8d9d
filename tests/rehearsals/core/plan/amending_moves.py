"""Amendments at random: plans that differ from a run's plan by a few small changes."""

from __future__ import annotations

from dependencies.shifting import rebuilt
from rehearsals.core.plan.amending_rules import has_begun
from rehearsals.core.state import RunState
from rehearsals.testing import a_runbook, a_task
from runbooks.durations import Duration
from runbooks.model import Runbook
from runbooks.tasks import Link, Task
from tests.rehearsals.core.tape import Tape

_MOST = 3


def a_random_amendment(state: RunState, tape: Tape) -> Runbook:
    """The plan of a run with one to three things changed, whether or not that is allowed."""
    tasks = list(state.runbook.tasks)
    for number in range(1 + tape.below(_MOST)):
        ahead = [n for n, task in enumerate(tasks) if not has_begun(state, task.id)]
        places = ahead if ahead and tape.below(8) else range(len(tasks))
        place = tape.pick(places) if tasks else 0
        kind = tape.pick(("longer", "unlinked", "linked", "removed", "added", "between"))
        if kind == "added" or not tasks:
            tasks.append(_new(state, number, after=()))
        elif kind == "removed":
            tasks.pop(place)
        elif kind == "between":
            # A new task takes the place of the links of another.
            tasks.append(_new(state, number, after=tasks[place].after))
            link = (Link(task=tasks[-1].id),)
            tasks[place] = tasks[place].model_copy(update={"after": link})
        else:
            tasks[place] = _changed(tasks[place], kind, tape, tasks)
    return rebuilt(state.runbook, tasks=tuple(tasks))


def _new(state: RunState, number: int, after: tuple[Link, ...]) -> Task:
    (task,) = a_runbook(a_task(f"N{state.seq}-{number}")).tasks
    return task.model_copy(update={"after": after})


def _changed(task: Task, kind: str, tape: Tape, tasks: list[Task]) -> Task:
    if kind == "longer":
        return task.model_copy(update={"duration": Duration.of("50m")})
    if kind == "unlinked":
        return task.model_copy(update={"after": task.after[1:]})
    other = tape.pick(tasks).id
    return task.model_copy(update={"after": (*task.after, Link(task=other))})
