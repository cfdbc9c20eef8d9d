"""What comes behind an end of a task, or before it: starts and finishes, each by its own links.

A task that begins with a gate's meeting (SS) does not wait for its go, and one that may only not
end before another (FF) begins whenever it likes: so what stands behind a decision is told by ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from rehearsals.core.index import RunIndex
from rehearsals.core.letting_go import from_start, holds_start
from runbooks.tasks import Link

#: An end of a task.
End = tuple[str, Literal["start", "finish"]]


def ends_before(index: RunIndex, end: End) -> set[End]:
    """The ends that must be reached before one, near and far; a task begins before it ends."""

    def ahead(one: End) -> Iterator[End]:
        task_id, which = one
        if which == "finish":
            yield task_id, "start"
        for link in index.before[task_id]:
            if _held(link) == which:
                yield link.task, _counted(link)

    return _reached(end, ahead)


def ends_behind(index: RunIndex, end: End) -> set[End]:
    """The ends that are reached only after one, near and far."""

    def behind(one: End) -> Iterator[End]:
        task_id, which = one
        if which == "start":
            yield task_id, "finish"
        for successor in index.behind.get(task_id, ()):
            for link in index.before[successor]:
                if link.task == task_id and _counted(link) == which:
                    yield successor, _held(link)

    return _reached(end, behind)


def _held(link: Link) -> Literal["start", "finish"]:
    return "start" if holds_start(link) else "finish"


def _counted(link: Link) -> Literal["start", "finish"]:
    return "start" if from_start(link) else "finish"


def _reached(end: End, step: Callable[[End], Iterable[End]]) -> set[End]:
    found: set[End] = set()
    frontier = [end]
    while frontier:
        fresh = set(step(frontier.pop())) - found
        found |= fresh
        frontier += fresh
    return found
