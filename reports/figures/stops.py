"""Stops and holds: when, why, by whom, and the time that they cost.

A stop keeps every task of the way forward from starting, a hold one task or what is behind one.
What it cost a task is how long the task was ready within it and not started; what it cost the run
is the most that it cost any task, since tasks wait side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rehearsals.core import events as e
from rehearsals.core.readiness import ready_at
from reports.figures.lived import began_at
from reports.figures.material import Material, once
from reports.figures.voices import voice_of

StopKind = Literal["all starts", "branch", "task"]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptWaiting:
    """A task that was ready and could not start."""

    task: str
    minutes: float


@dataclass(frozen=True, kw_only=True, slots=True)
class StopFigures:
    """One stop or hold; instants in UTC."""

    kind: StopKind
    #: The task that was held, or behind which nothing started; None for a stop of all.
    task: str | None
    at: datetime
    by: str
    reason: str
    #: None while it stands.
    ended_at: datetime | None
    ended_by: str
    end_reason: str
    #: Up to the journal's last fact while it stands.
    minutes: float
    #: The tasks that it kept waiting, in runbook order.
    kept_waiting: tuple[KeptWaiting, ...]
    #: The longest of those; 0 if nothing was ready meanwhile.
    lost_minutes: float


@dataclass(frozen=True, kw_only=True, slots=True)
class StopsFigures:
    """All of them, in the order in which they began."""

    stops: tuple[StopFigures, ...]


@once
def build_stops(material: Material) -> StopsFigures:
    """The stops and holds of a run, with what they cost."""
    stops = (_measure(material, *found) for found in _found(material))
    return StopsFigures(stops=tuple(stops))


#: A stop: the fact that began it, the tasks it kept from starting, and the fact that ended it.
_Found = tuple[e.Fact, frozenset[str], e.Fact | None]


def _found(material: Material) -> Iterator[_Found]:
    facts = material.facts
    for place, fact in enumerate(facts):
        match fact.event:
            case e.StartsStopped():
                forward = frozenset(material.forward)
                yield fact, forward, _first(facts[place:], _lets_all_go)
            case e.TaskHeld(task=task):
                yield fact, frozenset((task,)), _released(facts[place:], {task})
            case e.BranchHeld(held=held):
                yield fact, frozenset(held), _released(facts[place:], held)
            case _:
                continue


def _lets_all_go(event: e.Event) -> bool:
    """Once the whole is turned back, nothing is left that a stop could keep from starting."""
    return isinstance(event, e.StartsAllowed) or (
        isinstance(event, e.TurnedBack) and not event.systems
    )


def _released(later: tuple[e.Fact, ...], held: Collection[str]) -> e.Fact | None:
    """What let the first of the held go; a branch is released as it was held."""

    def lets_go(event: e.Event) -> bool:
        match event:
            case e.TaskReleased(task=task):
                return task in held
            case e.BranchReleased(released=released):
                return not set(held).isdisjoint(released)
            case _:
                return False

    return _first(later, lets_go)


def _first(later: tuple[e.Fact, ...], wanted: Callable[[e.Event], bool]) -> e.Fact | None:
    return next((fact for fact in later if wanted(fact.event)), None)


def _measure(
    material: Material, fact: e.Fact, reach: frozenset[str], end: e.Fact | None
) -> StopFigures:
    event = fact.event
    assert isinstance(event, e.StartsStopped | e.TaskHeld | e.BranchHeld)
    until = end.at if end else material.as_of
    kept = tuple(_kept_waiting(material, reach, fact.at, until))
    return StopFigures(
        kind=_KINDS[type(event)],
        task=None if isinstance(event, e.StartsStopped) else event.task,
        at=fact.at,
        by=voice_of(material, fact),
        reason=event.reason,
        ended_at=end.at if end else None,
        ended_by=voice_of(material, end) if end else "",
        end_reason=_end_reason(end) if end else "",
        minutes=material.length(fact.at, until),
        kept_waiting=kept,
        lost_minutes=max((one.minutes for one in kept), default=0),
    )


def _end_reason(end: e.Fact) -> str:
    if isinstance(end.event, e.TurnedBack):
        return "The run was turned back."
    return str(getattr(end.event, "reason", ""))


_KINDS: dict[type[e.Event], StopKind] = {
    e.StartsStopped: "all starts",
    e.BranchHeld: "branch",
    e.TaskHeld: "task",
}


def _kept_waiting(
    material: Material, reach: frozenset[str], start: datetime, end: datetime
) -> Iterator[KeptWaiting]:
    state = material.state
    for task in material.forward:
        ready = ready_at(state, task) if task in reach else None
        if ready is None or state.task(task).progress == "skipped":
            continue
        begun = began_at(state.task(task)) or material.given_up_at(task)
        first, last = max(ready, start), min(begun or end, end)
        if first < last:
            yield KeptWaiting(task=task, minutes=material.length(first, last))
