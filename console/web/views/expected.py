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

from console.leg import Dates, ended_by
from console.standing import Standing
from rehearsals.core.gates.events import GateDecided
from rehearsals.core.index import RunIndex
from rehearsals.core.state import RunState, TaskRecord

Links = Mapping[str, tuple[tuple[str, int], ...]]
#: Structures whose links are kept, by identity; the structure itself is kept with them, so that no
#: other can take its place unseen.
_KEPT: dict[int, tuple[RunIndex, Links]] = {}
_MOST_KEPT = 16
#: What the pictures call it.
WORDS = "expected if the rest goes by plan"


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """When each task began and ended, or is expected to (UTC); no task that was given up."""

    dates: Mapping[str, Dates]
    #: The predecessor that lets a task go last; None for a task without one.
    driver: Callable[[str], str | None]

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
    drivers: dict[str, str | None] = {}
    for task in _in_order(state):
        record = state.task(task)
        if record.settled and record.settled_at is not None:
            # What is over does not depend on what let it go, and most of a late night is over.
            start = record.started_at or record.settled_at
            dates[task] = Dates(start=start, finish=record.settled_at)
        else:
            released, drivers[task] = _released(state, task, dates)
            dates[task] = _dates(state, task, record, released, now)
    order = [
        task
        for task in state.index.tasks
        if task in dates and (state.status == "open" or state.task(task).settled)
    ]

    def driver(task: str) -> str | None:
        return drivers[task] if task in drivers else _released(state, task, dates)[1]

    return Expected(dates={task: dates[task] for task in order}, driver=driver)


def outage_window(
    stands: Standing, ahead: Expected, key: str
) -> tuple[datetime | None, datetime | None]:
    """When an outage opened and ended, or is expected to (UTC); None: not in this run, or never."""
    state = stands.state
    record = state.outage(key)
    opens, closes = _edge(state, ahead, key, opening=True), _edge(state, ahead, key, opening=False)
    fixed = state.index.fixed_outages.get(key)
    if fixed:
        opens, closes = opens or fixed[0], closes or fixed[1]
    over = state.status != "open"
    start = record.opened_at or (None if over else _not_past(opens, stands.now))
    end = record.closed_at or (None if over else _not_past(closes, stands.now))
    return start, end


def _not_past(moment: datetime | None, now: datetime) -> datetime | None:
    return max(moment, now) if moment else None


def _edge(state: RunState, ahead: Expected, key: str, *, opening: bool) -> datetime | None:
    """When the task is expected to come to the end at which it opens or closes an outage."""
    table = state.index.opens if opening else state.index.closes
    places = [place for place, keys in table.items() if key in keys and place[0] in ahead.dates]
    if not places:
        return None
    back = None if opening else ended_by(state, key)
    task, at = next((place for place in places if place[0] == back), places[0])
    return ahead.dates[task].start if at == "start" else ahead.dates[task].finish


def _in_order(state: RunState) -> Iterator[str]:
    """The tasks that count, each behind its predecessors; ties by the order of the runbook."""
    return (task for task in _links(state.index) if task not in state.given_up)


def _links(index: RunIndex) -> Links:
    """Every task behind its predecessors, with its links in order; kept, as it seldom changes."""
    kept = _KEPT.get(id(index))
    if kept is None or kept[0] is not index:
        order = index.order
        links = {
            task: tuple(sorted(index.before[task], key=lambda link: order[link[0]]))
            for task in _topological(index)
        }
        kept = (index, links)
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        _KEPT[id(index)] = kept
    return kept[1]


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
    state: RunState, task: str, dates: Mapping[str, Dates]
) -> tuple[datetime, str | None]:
    """When the last predecessor lets a task go, and which; of equals the first written."""
    moment, driver = max(state.opened_at, state.index.start), None
    links = _links(state.index)[task]
    latest: datetime | None = None
    for other, lag in links:
        if other in dates:
            freed = dates[other].finish + timedelta(seconds=lag)
            if latest is None or freed > latest:
                latest, driver = freed, other
    return max(moment, latest) if latest else moment, driver


def _dates(
    state: RunState, task: str, record: TaskRecord, released: datetime, now: datetime
) -> Dates:
    likely = timedelta(seconds=state.index.tasks[task].duration.likely)
    begun = _begun(record)
    if begun is None:
        start = max(released, now, state.index.not_before.get(task, now), _deferred(state, task))
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
