"""What follows at once from what a form does, so that nobody is surprised at night."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from console.naming import party_name
from console.web.form_choices import Asked
from rehearsals.core import commands as c
from rehearsals.core.letting_go import from_start, holds_start
from rehearsals.core.plan.turning_choice import choose
from rehearsals.core.plan.turning_rules import behind, ways_from_here
from rehearsals.core.readiness import open_predecessors
from rehearsals.core.state import RunState
from runbooks.errors import CallboardError
from runbooks.tasks import Task

#: Tasks that are named of any number.
_MOST_NAMED = 5


def effects(asked: Asked) -> tuple[str, ...]:
    """Sentences on what follows; none where nothing is known yet, or nothing follows."""
    return tuple(_effects(asked))


def _effects(asked: Asked) -> Iterator[str]:
    task = asked.state.index.tasks.get(asked.word("task"))
    if task is not None:
        yield from _of_task(asked, task)
        return
    match asked.kind:
        case c.StopStarts:
            ready = len(asked.look.standing.those("ready"))
            yield f"{_counted(ready)} could be started now, and may not be then."
        case c.AbandonRun:
            left = len(asked.state.index.tasks) - asked.state.settled_count
            if left:
                yield f"{_counted(left)} of the run will never be done in it."
        case c.TurnBack:
            yield from _turning(asked)
        case c.WithdrawGo if asked.gate:
            left = _left_behind(asked.state, asked.gate.meeting)
            yield f"{_counted(left)} behind it will wait for a new decision."
        case _:
            return


def _of_task(asked: Asked, task: Task) -> Iterator[str]:
    state = asked.state
    match asked.kind:
        case c.StartTask | c.StartOutOfSequence:
            yield from _starting(state, task)
        case c.CompleteTask:
            yield from outages(state, task, "finish")
            yield from then(state, task)
        case c.SkipTask:
            yield from then(state, task)
        case c.FailTask | c.HoldBranch | c.HoldTask:
            if left := _left_behind(state, task.id):
                yield f"{_counted(left)} behind it will have to wait."
        case _:
            return


def _left_behind(state: RunState, task_id: str) -> int:
    return sum(not state.task(one).settled for one in behind(state, (task_id,)))


def _starting(state: RunState, task: Task) -> Iterator[str]:
    if task.irreversible:
        yield f"{task.id} cannot be undone once it has begun."
    yield from outages(state, task, "start")


def outages(state: RunState, task: Task, end: str) -> Iterator[str]:
    """What the start or the finish of a task does to outages."""
    book = state.runbook
    for key in state.index.opens.get((task.id, end), ()):
        if state.outage(key).opened_at is None:
            yield f"Outage {key} begins: {_system(state, key)} is out of service."
    for key in state.index.closes.get((task.id, end), ()):
        if state.outage(key).is_open:
            outage = book.outages[key]
            yield f"Outage {key} ends, and {outage.system} is said to be back."


def _system(state: RunState, key: str) -> str:
    system = state.runbook.outages[key].system
    known = state.runbook.systems.get(system)
    return known.name if known else system


def released_by(state: RunState, task_id: str) -> tuple[Task, ...]:
    """The tasks that wait for this one alone."""
    return tuple(
        state.index.tasks[t]
        for t in state.index.behind.get(task_id, ())
        if t not in state.given_up
        and not state.task(t).settled
        and set(open_predecessors(state, t)) <= {task_id}
        and any(
            link.task == task_id and holds_start(link) and not from_start(link)
            for link in state.index.before[t]
        )
    )


def then(state: RunState, task: Task) -> Iterator[str]:
    """Who may start what once a task is settled."""
    freed = released_by(state, task.id)
    for one in freed[:_MOST_NAMED]:
        owner = party_name(state.runbook, state.owner(one.id))
        verb = "the engine starts" if one.run else "may start"
        words = f"{verb} {one.id} {one.title}"
        yield f"Then {words}." if one.run else f"Then {owner} {words}."
    if len(freed) > _MOST_NAMED:
        yield f"And {_counted(len(freed) - _MOST_NAMED)} more."


def _turning(asked: Asked) -> Iterator[str]:
    kind, gate = asked.word("kind"), asked.gate
    fits = [k for k, g in ways_from_here(asked.state) if g is gate and k == kind]
    if gate is None or not fits:
        return
    given = asked.given.get("systems")
    systems = [one for one in given if isinstance(one, str)] if isinstance(given, list) else []
    try:
        chosen = choose(asked.state, fits[0], gate.id, systems)
    except (CallboardError, KeyError):
        return
    yield f"{_counted(len(chosen.given_up))} ahead will be given up."
    if chosen.stopped:
        yield f"Running now, and stopped: {_named(chosen.stopped)}."
    yield f"The way back has {_counted(len(chosen.leg))}: {_named(chosen.leg)}."


def _named(tasks: Iterable[str]) -> str:
    names = list(tasks)
    more = len(names) - _MOST_NAMED
    shown = ", ".join(names[:_MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown or "none"


def _counted(number: int) -> str:
    return f"{number} task{'s'[: number != 1]}"
