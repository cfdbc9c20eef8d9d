"""The way back of a run that was turned back: when its tasks were planned, and when it will end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from graphlib import TopologicalSorter

from rehearsals.core.letting_go import from_start, holds_start
from rehearsals.core.state import RunState
from rehearsals.outlook.dates import Dates
from runbooks.instants import instant_of
from runbooks.tasks import Link


@dataclass(frozen=True, kw_only=True, slots=True)
class WayBackStands:
    """How far the way back has come."""

    settled: int
    of: int
    #: When its last task will end (UTC), if everything takes its likely time from now on.
    ends: datetime
    #: When the service of before must be back (UTC), if the runbook says so.
    restore_by: datetime | None

    @property
    def spare(self) -> timedelta | None:
        """What is left before the service must be back; below zero if it will be too late."""
        return self.restore_by - self.ends if self.restore_by else None


def leg_of(state: RunState) -> tuple[str, ...]:
    """The tasks of the way back that are run, in their order; none before a run turns back."""
    return tuple(dict.fromkeys(task for back in state.turned_back for task in back.what.leg))


def ended_by(state: RunState, outage: str) -> str | None:
    """The task of the way back that ends an outage; None if none that is run does."""
    leg = leg_of(state)
    for back in reversed(state.turned_back):
        edge = state.runbook.outages[outage].closed_on_way_back(back.what.kind)
        if edge is not None and edge.task in leg:
            return edge.task
    return None


def planned_leg(state: RunState) -> dict[str, Dates]:
    """The dates of the way back as they were when it was decided, by its likely durations."""
    return _forward(state, lambda _task: None, state.opened_at)


def way_back_stands(state: RunState, now: datetime) -> WayBackStands | None:
    """How far the way back has come at an instant (UTC); None if the run was not turned back."""
    leg = leg_of(state)
    if not leg:
        return None
    by = state.runbook.restore_by
    return WayBackStands(
        settled=sum(state.task(task).settled for task in leg),
        of=len(leg),
        ends=max(dates.finish for dates in _forward(state, _really(state, now), now).values()),
        restore_by=instant_of(by, state.runbook) if by else None,
    )


def _really(state: RunState, now: datetime) -> Callable[[str], Dates | None]:
    """What has happened to a task: done, or begun and done in its likely time or right now."""

    def dates(task: str) -> Dates | None:
        record = state.task(task)
        if record.settled_at is not None:
            return Dates(start=record.started_at or record.settled_at, finish=record.settled_at)
        if record.progress != "running":
            return None
        start = record.attempts[-1].started_at
        return Dates(start=start, finish=max(now, start + _likely(state, task)))

    return dates


def _forward(
    state: RunState, fixed: Callable[[str], Dates | None], earliest: datetime
) -> dict[str, Dates]:
    """The earliest dates of the leg's tasks by their links, none before `earliest`."""
    leg, index = leg_of(state), state.index
    before = {task: [link for link in index.before[task] if link.task in leg] for task in leg}
    dates: dict[str, Dates] = {}
    for task in _in_order(before):
        start, likely = max(earliest, index.not_before.get(task, earliest)), _likely(state, task)
        for link in before[task]:
            start = max(start, start_let_go(link, dates[link.task], likely))
        dates[task] = fixed(task) or Dates(start=start, finish=start + likely)
    return dates


def start_let_go(link: Link, freed: Dates, likely: timedelta) -> datetime:
    """The earliest start that a link allows a task, by the dates of its predecessor.

    One that holds the finish holds the start so long that the task is not done before.
    """
    end = freed.start if from_start(link) else freed.finish
    moment = end + timedelta(seconds=link.lag)
    return moment if holds_start(link) else moment - likely


def _in_order(before: dict[str, list[Link]]) -> Iterator[str]:
    links = {task: {link.task for link in others} for task, others in before.items()}
    return iter(TopologicalSorter(links).static_order())


def _likely(state: RunState, task: str) -> timedelta:
    return timedelta(seconds=state.index.tasks[task].duration.likely)
