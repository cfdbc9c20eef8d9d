"""What ends the ban on resuming: the tasks, or the date, that an audience's instructions name.

Once the run was turned back, what was given up is never done: then the ends of the way back give
the all-clear.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from notices.drafting.case import Case
from runbooks.errors import TimeError
from runbooks.instants import instant_of
from runbooks.moments import LocalTime, Offset
from runbooks.outages import Edge
from runbooks.parties import Instruction


def awaited_by(case: Case) -> tuple[str, ...]:
    """The tasks, not done yet, whose end its audience waits for; those of what holds now."""
    state = case.view.state
    asked = dict.fromkeys(_until_tasks(case))
    return tuple(task for task in asked if state.task(task).progress != "done")


def given_at(case: Case) -> datetime | None:
    """When the all-clear was given that the newest revision awaits; None: not yet."""
    newest, state = case.newest, case.view.state
    if newest is None or awaited_by(case):
        return None
    done = [state.task(task).settled_at for task in dict.fromkeys(_until_tasks(case))]
    return max((at for at in done if at is not None), default=None)


def expected_of(case: Case, tasks: tuple[str, ...]) -> datetime | None:
    """When the last of some tasks is expected to be done; None if nobody can say."""
    found = [case.view.expected(Edge(task=task, at="finish")) for task in tasks]
    dates = [at for at in found if at is not None]
    return max(dates) if dates and len(dates) == len(tasks) else None


def named(case: Case, tasks: tuple[str, ...]) -> str:
    """`the all-clear (gate G9, All clear)`; empty if nothing is awaited."""
    return f"the all-clear ({' and '.join(_called(case, task) for task in tasks)})" if tasks else ""


def to_be_awaited(case: Case) -> tuple[str, ...]:
    """The tasks, not done yet, whose end its audience will wait for when the outage is over.

    Also of instructions that do not hold yet: who is told of an outage is told from the first that
    its end is not the all-clear. What is done by the end of the outage itself is none of it.
    """
    state = case.view.state
    outage = case.view.outage(case.subject.outage)
    closing = outage.closes.task if outage and outage.closes else None
    found = dict.fromkeys(_until_tasks(case, also_later=True))
    return tuple(task for task in found if task != closing and state.task(task).progress != "done")


def _called(case: Case, task: str) -> str:
    state = case.view.state
    gate = state.index.meeting_of.get(task)
    words = f"gate {gate.id}, {gate.title}" if gate else state.index.tasks[task].title
    return " ".join(words.split())


def stays_until(case: Case) -> datetime | None:
    """The last date until which its audience is told to stay away; None without one."""
    book = case.view.state.runbook
    dates: list[datetime] = []
    for instruction in _instructions(case):
        if isinstance(instruction.until, LocalTime | Offset):
            try:
                dates.append(instant_of(instruction.until, book))
            except TimeError:
                continue
    return max(dates, default=None)


def _instructions(case: Case) -> Iterator[Instruction]:
    audience = case.subject.audience
    for instruction in case.view.state.runbook.instructions:
        if not audience or instruction.audience in audience:
            yield instruction


def _until_tasks(case: Case, *, also_later: bool = False) -> Iterator[str]:
    state = case.view.state
    for instruction in _instructions(case):
        until = instruction.until
        if not isinstance(until, str) or not (also_later or _holds(case, instruction)):
            continue
        if until in state.given_up:
            yield from _ends_of_way_back(case)
        elif until in state.index.tasks:
            yield until


def _holds(case: Case, instruction: Instruction) -> bool:
    """Whether it holds already; what begins out of the run's scope does."""
    state, begins = case.view.state, instruction.from_
    if isinstance(begins, str):
        return begins not in state.index.tasks or state.task(begins).started_at is not None
    try:
        return instant_of(begins, state.runbook) <= case.now
    except TimeError:
        return True


def _ends_of_way_back(case: Case) -> Iterator[str]:
    """The tasks of the way back that are declared ends, or else those that nothing follows."""
    state = case.view.state
    leg = [task for task in state.index.tasks if task in state.runbook.way_back_of]
    declared = [task for task in leg if state.index.tasks[task].end]
    yield from declared or (task for task in leg if not state.index.behind[task])
