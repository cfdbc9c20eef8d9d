"""What is to be expected if the rest goes by plan: a plain forward pass, and no forecast.

What has happened counts as it happened. What runs ends after its likely duration, or now if that is
past. What has not begun starts when its predecessors let it go, never before now, and takes its
likely duration. Chance plays no part in it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from console.leg import Dates
from console.standing import Standing
from rehearsals.core.gates.events import GateDecided
from rehearsals.core.index import RunIndex
from rehearsals.core.state import RunState, TaskRecord

#: Structures whose steps are kept, by identity; the structure itself is kept with them, so that no
#: other can take its place unseen.
_KEPT: dict[int, tuple[RunIndex, tuple[_Step, ...]]] = {}
_MOST_KEPT = 16
#: What the pictures call it.
WORDS = "expected if the rest goes by plan"
#: Why a date is no more than the earliest.
OVERDUE, AFTER_OVERDUE = "overdue", "after what is overdue"


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """When each task began and ended, or is expected to (UTC); no task that was given up."""

    dates: Mapping[str, Dates]
    #: The predecessor that lets a task go last; None for a task without one.
    driver: Callable[[str], str | None]
    #: Tasks that are past their likely end: for them and what hangs on them a date is the earliest.
    overdue: frozenset[str] = frozenset()
    #: Tasks that an overdue one, or one that hangs on it, lets go last.
    hanging: frozenset[str] = frozenset()

    def doubt(self, task: str, end: Literal["start", "finish"] = "finish") -> str:
        """Why a date of a task is no more than the earliest; empty if it is to be expected."""
        if task in self.hanging:
            return AFTER_OVERDUE
        return OVERDUE if end == "finish" and task in self.overdue else ""

    @property
    def last(self) -> str | None:
        """The task that ends last (ties: the first written); None of a run without tasks."""
        return max(self.dates, key=lambda task: self.dates[task].finish, default=None)

    def chain(self, task: str | None) -> tuple[str, ...]:
        """The tasks that drive a task as things stand, first task first; it is the last."""
        steps: list[str] = []
        while task is not None and task in self.dates:
            steps.append(task)
            task = self.driver(task)
        return tuple(reversed(steps))


def expected(stands: Standing) -> Expected:
    """What is to be expected of a run from the instant it is looked at.

    Of a run that is over nothing is expected: it holds what was done.
    """
    state, now = stands.state, stands.now
    dates: dict[str, Dates] = {}
    doubts = _Doubts(overdue=set(), hanging=set())
    for step in _steps(state.index):
        task = step.task
        if task in state.given_up:
            continue
        record = state.task(task)
        if record.settled and record.settled_at is not None:
            # What is over does not depend on what let it go, and most of a late night is over.
            start = record.started_at or record.settled_at
            dates[task] = Dates(start=start, finish=record.settled_at)
        else:
            released, last = _released(state, step, dates)
            dates[task] = _dates(state, step, record, released, now)
            doubts.note(
                step, record, dates[task], last if released == dates[task].start else (), now
            )
    order = [
        task
        for task in state.index.tasks
        if task in dates and (state.status == "open" or state.task(task).settled)
    ]
    return Expected(
        dates={task: dates[task] for task in order},
        driver=lambda task: _driver(state, task, dates),
        overdue=frozenset(doubts.overdue),
        hanging=frozenset(doubts.hanging),
    )


class _Step(NamedTuple):
    """A task of the pass: the others that let it go, each after a lag, and its likely length."""

    task: str
    links: tuple[tuple[str, timedelta], ...]
    likely: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class _Doubts:
    """The tasks whose dates move with the clock, as long as something stays overdue."""

    overdue: set[str]
    hanging: set[str]

    def note(
        self,
        step: _Step,
        record: TaskRecord,
        dates: Dates,
        last: tuple[str, ...],
        now: datetime,
    ) -> None:
        """See whether a task is overdue, or hangs on one that is."""
        if _begun(record) is not None:
            past = record.attempts[-1].started_at + step.likely < now
            if past and (record.progress == "failed" or dates.finish <= now):
                self.overdue.add(step.task)
        elif any(one in self.overdue or one in self.hanging for one in last):
            self.hanging.add(step.task)


def _steps(index: RunIndex) -> tuple[_Step, ...]:
    """Every task behind its predecessors, links in their order; kept, as it seldom changes."""
    kept = _KEPT.get(id(index))
    if kept is None or kept[0] is not index:
        kept = (index, tuple(_step(index, task) for task in _topological(index)))
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        _KEPT[id(index)] = kept
    return kept[1]


def _step(index: RunIndex, task: str) -> _Step:
    links = sorted(index.before[task], key=lambda link: index.order[link[0]])
    return _Step(
        task=task,
        links=tuple((other, timedelta(seconds=lag)) for other, lag in links),
        likely=timedelta(seconds=index.tasks[task].duration.likely),
    )


def _topological(index: RunIndex) -> Iterator[str]:
    missing = {task: len(index.before[task]) for task in index.tasks}
    free = deque(task for task in index.tasks if not missing[task])
    while free:
        task = free.popleft()
        yield task
        for successor in index.behind.get(task, ()):
            missing[successor] -= 1
            if not missing[successor]:
                free.append(successor)


def _released(
    state: RunState, step: _Step, dates: Mapping[str, Dates]
) -> tuple[datetime, tuple[str, ...]]:
    """When the last predecessor lets a task go, not before the run; and which are the last."""
    released = max(state.opened_at, state.index.start)
    last: tuple[str, ...] = ()
    for other, lag in step.links:
        freed = dates.get(other)
        if freed is None:
            continue
        at = freed.finish + lag
        if at > released:
            released, last = at, (other,)
        elif at == released:
            last = (*last, other)
    return released, last


def _driver(state: RunState, task: str, dates: Mapping[str, Dates]) -> str | None:
    """The predecessor that lets a task go last; of equals the first written."""
    links = sorted(state.index.before[task], key=lambda link: state.index.order[link[0]])
    freed = {
        other: dates[other].finish + timedelta(seconds=lag)
        for other, lag in links
        if other in dates
    }
    return max(freed, key=lambda other: freed[other], default=None)


def _dates(
    state: RunState, step: _Step, record: TaskRecord, released: datetime, now: datetime
) -> Dates:
    begun, task, likely = _begun(record), step.task, step.likely
    if begun is None:
        start = max(released, now, state.index.not_before.get(task, now))
        if task in state.index.meeting_of:
            start = max(start, _deferred(state, task))
        return Dates(start=start, finish=start + likely)
    if record.progress == "failed":
        # It must be tried again, and nobody has begun to.
        return Dates(start=begun, finish=now + likely)
    last = record.attempts[-1].started_at
    return Dates(start=begun, finish=max(now, last + likely, _deferred(state, task)))


def _begun(record: TaskRecord) -> datetime | None:
    return record.started_at if record.progress in ("running", "unknown", "failed") else None


def _deferred(state: RunState, task: str) -> datetime:
    """When a deferred decision is taken up again; for any other task the run's opening."""
    gate = state.index.meeting_of.get(task)
    last = state.gate(gate.id).last if gate else None
    if last and isinstance(last.what, GateDecided) and last.what.outcome == "deferred":
        return last.what.until or state.opened_at
    return state.opened_at
